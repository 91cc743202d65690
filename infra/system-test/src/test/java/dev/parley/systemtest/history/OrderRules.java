package dev.parley.systemtest.history;

import dev.parley.systemtest.history.Evidence.Place;
import dev.parley.systemtest.history.History.Acknowledged;
import dev.parley.systemtest.history.History.Event;
import dev.parley.systemtest.history.History.Invoked;
import dev.parley.systemtest.history.Violation.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// The order of the log agrees with what people know of the order of things.
final class OrderRules {

    private OrderRules() {}

    /// Whoever sends after an acknowledgement, knowing of it or not, comes later in the log.
    static void realTimeIsKept(Evidence evidence) {
        Map<String, Acknowledged> highest = new HashMap<>();
        Set<String> begun = new HashSet<>();
        for (Event event : evidence.events()) {
            if (event instanceof Invoked send && begun.add(send.key())) {
                Acknowledged before = highest.get(send.conversation());
                OptionalLong seq = seqOf(evidence, send);
                if (before != null && seq.isPresent() && seq.getAsLong() <= before.seq()) {
                    evidence.report(
                            Kind.ORDER, send.conversation(), send + " got " + seq.getAsLong() + " after " + before);
                }
            } else if (event instanceof Acknowledged ack) {
                highest.merge(ack.conversation(), ack, (a, b) -> a.seq() > b.seq() ? a : b);
            }
        }
    }

    /// What one client sends without waiting for answers keeps its order. What was sent more than
    /// once may come later.
    static void programOrderIsKept(Evidence evidence) {
        record Author(String process, String conversation) {}
        Map<String, Long> attempts =
                evidence.events(Invoked.class).collect(Collectors.groupingBy(Invoked::key, Collectors.counting()));
        Map<Author, Long> latest = new HashMap<>();
        evidence.events(Invoked.class)
                .filter(send -> attempts.getOrDefault(send.key(), 0L) == 1)
                .forEach(send -> seqOf(evidence, send).ifPresent(seq -> {
                    var author = new Author(send.process(), send.conversation());
                    long before = latest.getOrDefault(author, 0L);
                    if (seq < before) {
                        evidence.report(
                                Kind.ORDER,
                                send.conversation(),
                                send + " got " + seq + ", and what the same client sent before got " + before);
                    }
                    latest.merge(author, seq, Math::max);
                }));
    }

    private static OptionalLong seqOf(Evidence evidence, Invoked send) {
        return evidence.places(send.key()).stream()
                .filter(place -> place.conversation().equals(send.conversation()))
                .map(Place::entry)
                .mapToLong(History.Stored::seq)
                .findFirst();
    }
}
