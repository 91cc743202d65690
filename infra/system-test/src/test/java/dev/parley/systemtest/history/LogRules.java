package dev.parley.systemtest.history;

import dev.parley.systemtest.history.History.Acknowledged;
import dev.parley.systemtest.history.History.Stored;
import dev.parley.systemtest.history.Violation.Kind;
import java.util.HashMap;
import java.util.Map;

/// The log itself: `seq` is 1…n.
final class LogRules {

    private LogRules() {}

    static void seqsAreDense(Evidence evidence) {
        evidence.eachLog((conversation, entries) -> {
            long expected = 1;
            for (Stored entry : entries) {
                if (entry.seq() < expected) {
                    evidence.report(
                            Kind.TWO_VALUES, conversation, "seq " + entry.seq() + " comes again, at least in " + entry);
                } else if (entry.seq() > expected) {
                    evidence.report(Kind.HOLE, conversation, "seq " + expected + " to " + (entry.seq() - 1));
                }
                expected = Math.max(expected, entry.seq() + 1);
            }
        });
    }

    /// Finds also what the log no longer shows: the second send may have replaced the first.
    static void aSeqIsAcknowledgedToOneSend(Evidence evidence) {
        record Place(String conversation, long seq) {}
        Map<Place, String> keys = new HashMap<>();
        evidence.events(Acknowledged.class).forEach(ack -> {
            String key = keys.putIfAbsent(new Place(ack.conversation(), ack.seq()), ack.key());
            if (key != null && !key.equals(ack.key())) {
                evidence.report(Kind.TWO_VALUES, ack.conversation(), ack + ", as was " + key);
            }
        });
    }
}
