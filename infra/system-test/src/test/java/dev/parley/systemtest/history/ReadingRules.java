package dev.parley.systemtest.history;

import dev.parley.systemtest.history.History.Counted;
import dev.parley.systemtest.history.History.Event;
import dev.parley.systemtest.history.History.Invoked;
import dev.parley.systemtest.history.History.Positioned;
import dev.parley.systemtest.history.Violation.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Read positions only rise and stay at or below the head; unread is what a recount gives.
final class ReadingRules {

    private ReadingRules() {}

    /// Somebody's place in a conversation, as one client knows it.
    private record Known(String process, String conversation, String reader) {}

    /// What a client was told once never becomes less, and in the end the server knows of the
    /// highest that anybody was told.
    static void positionsOnlyRise(Evidence evidence) {
        Map<Known, Long> told = new HashMap<>();
        Map<Known, Long> highest = new HashMap<>();
        for (Event event : evidence.events()) {
            if (event instanceof Positioned it) {
                var known = new Known(it.process(), it.conversation(), it.reader());
                rises(evidence, it, it.upToSeq(), told.getOrDefault(known, 0L));
                told.merge(known, it.upToSeq(), Math::max);
                highest.merge(new Known("", it.conversation(), it.reader()), it.upToSeq(), Math::max);
            } else if (event instanceof Counted it) {
                var known = new Known("", it.conversation(), it.reader());
                rises(evidence, it, it.upToSeq(), highest.getOrDefault(known, 0L));
            }
        }
    }

    private static void rises(Evidence evidence, Event event, long position, long before) {
        if (position < before) {
            evidence.report(Kind.FALLEN, event.conversation(), event + " after " + before);
        }
    }

    /// At the time: nobody can have read what nobody had sent yet.
    static void positionsStayBelowTheHead(Evidence evidence) {
        Set<String> sent = new HashSet<>();
        for (Event event : evidence.events()) {
            switch (event) {
                case Invoked send -> sent.add(send.key());
                case Positioned it -> existed(evidence, it, it.upToSeq(), sent);
                case Counted it -> existed(evidence, it, it.upToSeq(), sent);
                default -> {}
            }
        }
    }

    private static void existed(Evidence evidence, Event event, long position, Set<String> sent) {
        boolean is = evidence.at(event.conversation(), position)
                .filter(entry -> entry.key().isEmpty() || sent.contains(entry.key()))
                .isPresent();
        if (position > 0 && !is) {
            evidence.report(Kind.BEYOND_HEAD, event.conversation(), event + " but there was no such entry then");
        }
    }

    /// Others' messages after one's position; one's own do not count, nor what Parley wrote itself.
    static void unreadIsTheRecount(Evidence evidence) {
        evidence.events(Counted.class).forEach(counted -> {
            long recount = evidence.log(counted.conversation()).stream()
                    .filter(entry -> !entry.key().isEmpty())
                    .filter(entry -> entry.seq() > counted.upToSeq())
                    .filter(entry -> !entry.sender().equals(counted.reader()))
                    .count();
            if (recount != counted.unread()) {
                evidence.report(Kind.MISCOUNTED, counted.conversation(), counted + " but a recount gives " + recount);
            }
        });
    }
}
