package dev.parley.systemtest.history;

import dev.parley.systemtest.history.History.Event;
import dev.parley.systemtest.history.History.Stored;
import dev.parley.systemtest.history.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// A history and the log at the end, looked up in the ways the rules need; collects what they find.
final class Evidence {

    private final List<Event> events;
    private final Map<String, List<Stored>> log;
    private final Map<String, Map<Long, Stored>> bySeq = new HashMap<>();
    private final Map<String, List<Place>> byKey = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    /// An entry and the conversation whose log it stands in.
    record Place(String conversation, Stored entry) {}

    Evidence(List<Event> events, Map<String, List<Stored>> log) {
        this.events = events;
        this.log = log;
        log.forEach((conversation, entries) -> {
            Map<Long, Stored> places = bySeq.computeIfAbsent(conversation, _ -> new HashMap<>());
            for (Stored entry : entries) {
                places.putIfAbsent(entry.seq(), entry);
                if (!entry.key().isEmpty()) {
                    byKey.computeIfAbsent(entry.key(), _ -> new ArrayList<>()).add(new Place(conversation, entry));
                }
            }
        });
    }

    List<Event> events() {
        return events;
    }

    <E extends Event> Stream<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast);
    }

    void eachLog(BiConsumer<String, List<Stored>> action) {
        log.forEach(action);
    }

    List<Stored> log(String conversation) {
        return log.getOrDefault(conversation, List.of());
    }

    /// The first one, where two have the same `seq`.
    Optional<Stored> at(String conversation, long seq) {
        return Optional.ofNullable(bySeq.getOrDefault(conversation, Map.of()).get(seq));
    }

    /// Where what was sent under this key stands: nowhere, in one place, or, wrongly, in several.
    List<Place> places(String key) {
        return byKey.getOrDefault(key, List.of());
    }

    void eachKey(BiConsumer<String, List<Place>> action) {
        byKey.forEach(action);
    }

    long head(String conversation) {
        return log(conversation).stream().mapToLong(Stored::seq).max().orElse(0);
    }

    void report(Kind kind, String conversation, String what) {
        violations.add(new Violation(kind, conversation, what));
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }
}
