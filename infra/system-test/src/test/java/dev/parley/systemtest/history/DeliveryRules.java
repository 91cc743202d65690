package dev.parley.systemtest.history;

import dev.parley.systemtest.history.History.Delivered;
import dev.parley.systemtest.history.History.Event;
import dev.parley.systemtest.history.History.Invoked;
import dev.parley.systemtest.history.History.Joined;
import dev.parley.systemtest.history.History.Left;
import dev.parley.systemtest.history.History.Stored;
import dev.parley.systemtest.history.Violation.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who listens is given everything that is theirs, once, in order, also across reconnections; and
/// nothing else.
final class DeliveryRules {

    private DeliveryRules() {}

    /// Where a listener stands in a conversation.
    private record Listening(String process, String conversation) {

        static Listening of(Event event) {
            return new Listening(event.process(), event.conversation());
        }
    }

    static void nothingIsSkippedOrRepeated(Evidence evidence) {
        Map<Listening, Long> position = new HashMap<>();
        for (Event event : evidence.events()) {
            switch (event) {
                case Joined joined -> position.putIfAbsent(Listening.of(joined), joined.head());
                case Left left -> position.remove(Listening.of(left));
                case Delivered delivered ->
                    position.computeIfPresent(Listening.of(delivered), (_, last) -> advance(evidence, delivered, last));
                default -> {}
            }
        }
        position.forEach((listening, seq) -> {
            long head = evidence.head(listening.conversation());
            if (seq < head) {
                evidence.report(
                        Kind.SKIPPED,
                        listening.conversation(),
                        listening.process() + " ends at " + seq + " but the head is " + head);
            }
        });
    }

    private static long advance(Evidence evidence, Delivered delivered, long last) {
        if (delivered.seq() <= last) {
            evidence.report(Kind.REPEATED, delivered.conversation(), delivered + " after " + last);
        } else if (delivered.seq() > last + 1) {
            evidence.report(Kind.SKIPPED, delivered.conversation(), delivered + " after " + last);
        }
        return Math.max(last, delivered.seq());
    }

    static void whatIsDeliveredIsWhatIsThere(Evidence evidence) {
        evidence.events(Delivered.class).forEach(delivered -> {
            Optional<Stored> entry = evidence.at(delivered.conversation(), delivered.seq());
            if (entry.isEmpty()) {
                evidence.report(Kind.PHANTOM, delivered.conversation(), delivered + " is not there");
            } else if (!entry.get().text().equals(delivered.text())) {
                evidence.report(Kind.ALTERED, delivered.conversation(), delivered + " but stored is " + entry.get());
            }
        });
    }

    static void nothingIsDeliveredBeforeItIsSent(Evidence evidence) {
        Set<String> sent = new HashSet<>();
        for (Event event : evidence.events()) {
            if (event instanceof Invoked send) {
                sent.add(send.key());
            } else if (event instanceof Delivered delivered) {
                evidence.at(delivered.conversation(), delivered.seq())
                        .filter(entry -> !entry.key().isEmpty() && !sent.contains(entry.key()))
                        .ifPresent(_ -> evidence.report(
                                Kind.PHANTOM, delivered.conversation(), delivered + " was not sent yet"));
            }
        }
    }

    /// A text that names its audience is for those it names; what names nobody is for those who
    /// have joined.
    static void onlyTheAudienceIsGivenIt(Evidence evidence) {
        Set<Listening> inside = new HashSet<>();
        for (Event event : evidence.events()) {
            switch (event) {
                case Joined joined -> inside.add(Listening.of(joined));
                case Left left -> inside.remove(Listening.of(left));
                case Delivered delivered -> {
                    boolean isTheirs = Canary.audience(delivered.text())
                            .filter(_ -> !delivered.reader().isEmpty())
                            .map(audience -> audience.contains(delivered.reader()))
                            .orElseGet(() -> inside.contains(Listening.of(delivered)));
                    if (!isTheirs) {
                        evidence.report(Kind.FOREIGN, delivered.conversation(), delivered.toString());
                    }
                }
                default -> {}
            }
        }
    }
}
