package dev.parley.systemtest.history;

import dev.parley.systemtest.history.History.Acknowledged;
import dev.parley.systemtest.history.History.Delivered;
import dev.parley.systemtest.history.History.Event;
import dev.parley.systemtest.history.History.Invoked;
import dev.parley.systemtest.history.History.Joined;
import dev.parley.systemtest.history.History.Refused;
import dev.parley.systemtest.history.History.Stored;
import dev.parley.systemtest.history.History.Unknown;
import dev.parley.systemtest.history.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares a history with what one surface shows at the end (REST, the log, a topic). Every key is used by one send
/// and
/// its retries, and every text once, over all conversations.
public final class Checker {

    private final List<Event> events;
    private final Map<String, List<Stored>> stored;
    private final List<Violation> violations = new ArrayList<>();

    /// Where a listener stands in a conversation.
    private record Listening(String process, String conversation) {}

    private Checker(History history, Map<String, List<Stored>> stored) {
        this.events = history.events();
        this.stored = stored;
    }

    /// @param stored per conversation everything that is there at the end, in the order of the surface
    public static List<Violation> check(History history, Map<String, List<Stored>> stored) {
        var checker = new Checker(history, stored);
        checker.logsAreDense();
        checker.everyAnswerWasTrue();
        checker.realTimeOrderHolds();
        checker.listenersMissedNothing();
        return List.copyOf(checker.violations);
    }

    private void logsAreDense() {
        stored.forEach((conversation, entries) -> {
            long expected = 1;
            for (Stored entry : entries) {
                if (entry.seq() < expected) {
                    report(Kind.TWO_VALUES, conversation, "seq " + entry.seq() + " comes again, at least in " + entry);
                } else if (entry.seq() > expected) {
                    report(Kind.HOLE, conversation, "seq " + expected + " to " + (entry.seq() - 1));
                }
                expected = Math.max(expected, entry.seq() + 1);
            }
        });
    }

    private void everyAnswerWasTrue() {
        Map<String, List<Stored>> byKey = new HashMap<>();
        Map<String, String> home = new HashMap<>();
        stored.forEach((conversation, entries) -> entries.stream()
                .filter(entry -> !entry.key().isEmpty())
                .forEach(entry -> {
                    byKey.computeIfAbsent(entry.key(), _ -> new ArrayList<>()).add(entry);
                    home.put(entry.key(), conversation);
                }));
        var invoked = new HashMap<String, Invoked>();
        var answered = new HashSet<String>();
        for (Event event : events) {
            switch (event) {
                case Invoked send -> invoked.putIfAbsent(send.key(), send);
                case Acknowledged ack -> {
                    answered.add(ack.key());
                    boolean there = byKey.getOrDefault(ack.key(), List.of()).stream()
                            .anyMatch(entry -> entry.seq() == ack.seq());
                    if (!there || !ack.conversation().equals(home.get(ack.key()))) {
                        report(Kind.LOST, ack.conversation(), ack + " but stored is " + byKey.get(ack.key()));
                    }
                }
                case Refused refusal -> {
                    answered.add(refusal.key());
                    if (byKey.containsKey(refusal.key())) {
                        report(Kind.REFUSED_YET_SEEN, refusal.conversation(), refusal.toString());
                    }
                }
                case Unknown _, Joined _, Delivered _ -> {}
            }
        }
        byKey.forEach((key, entries) -> compare(invoked.get(key), entries, home.getOrDefault(key, "")));
        invoked.forEach((key, send) -> {
            if (!answered.contains(key)) {
                report(Kind.UNRESOLVED, send.conversation(), send.toString());
            }
        });
    }

    private void compare(@Nullable Invoked send, List<Stored> entries, String conversation) {
        if (send == null || entries.stream().anyMatch(entry -> !entry.text().equals(send.text()))) {
            report(Kind.PHANTOM, conversation, entries + " but sent was " + send);
        }
        if (entries.size() > 1) {
            report(Kind.DOUBLED, conversation, entries.toString());
        }
    }

    /// Whoever sends after an acknowledgement, knowing of it or not, comes later in the log.
    private void realTimeOrderHolds() {
        var seqOf = new HashMap<String, Long>();
        stored.values().forEach(entries -> entries.forEach(entry -> seqOf.putIfAbsent(entry.key(), entry.seq())));
        var highest = new HashMap<String, Acknowledged>();
        Set<String> begun = new HashSet<>();
        for (Event event : events) {
            if (event instanceof Invoked send && begun.add(send.key())) {
                Acknowledged before = highest.get(send.conversation());
                Long seq = seqOf.get(send.key());
                if (before != null && seq != null && seq <= before.seq()) {
                    report(Kind.ORDER, send.conversation(), send + " got " + seq + " after " + before);
                }
            } else if (event instanceof Acknowledged ack) {
                highest.merge(ack.conversation(), ack, (a, b) -> a.seq() > b.seq() ? a : b);
            }
        }
    }

    private void listenersMissedNothing() {
        var position = new HashMap<Listening, Long>();
        for (Event event : events) {
            if (event instanceof Joined joined) {
                position.putIfAbsent(new Listening(joined.process(), joined.conversation()), joined.head());
            } else if (event instanceof Delivered delivered) {
                advance(position, delivered);
            }
        }
        position.forEach((listening, seq) -> {
            long head = stored.getOrDefault(listening.conversation(), List.of()).stream()
                    .mapToLong(Stored::seq)
                    .max()
                    .orElse(0);
            if (seq < head) {
                report(
                        Kind.SKIPPED,
                        listening.conversation(),
                        listening.process() + " ends at " + seq + " but the head is " + head);
            }
        });
    }

    private void advance(Map<Listening, Long> position, Delivered delivered) {
        var listening = new Listening(delivered.process(), delivered.conversation());
        long last = position.getOrDefault(listening, 0L);
        if (delivered.seq() <= last) {
            report(Kind.REPEATED, delivered.conversation(), delivered + " after " + last);
        } else if (delivered.seq() > last + 1) {
            report(Kind.SKIPPED, delivered.conversation(), delivered + " after " + last);
        }
        position.put(listening, Math.max(last, delivered.seq()));
        boolean same = stored.getOrDefault(delivered.conversation(), List.of()).stream()
                .filter(entry -> entry.seq() == delivered.seq())
                .anyMatch(entry -> entry.text().equals(delivered.text()));
        if (!same) {
            report(Kind.ALTERED, delivered.conversation(), delivered.toString());
        }
    }

    private void report(Kind kind, String conversation, String what) {
        violations.add(new Violation(kind, conversation, what));
    }
}
