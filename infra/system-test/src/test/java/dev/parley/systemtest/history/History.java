package dev.parley.systemtest.history;

import java.util.ArrayList;
import java.util.List;

/// What clients did and saw, in the order in which it was written down. That order is real time: what is acknowledged
/// before something else is invoked stands before it here. Safe for many threads.
public final class History {

    private final List<Event> events = new ArrayList<>();

    /// One thing that a client did or saw. `process` is the client: it does one thing after the other.
    public sealed interface Event {

        String process();

        String conversation();
    }

    /// A send leaves. The same key again is a retry.
    public record Invoked(String process, String conversation, String key, String text) implements Event {}

    public record Acknowledged(String process, String conversation, String key, long seq) implements Event {}

    /// The answer said that nothing was stored, and that a retry is of no use.
    public record Refused(String process, String conversation, String key) implements Event {}

    /// No answer, or one that leaves open what happened.
    public record Unknown(String process, String conversation, String key) implements Event {}

    /// A listener has everything up to and including `head`; from here on nothing may be missing.
    public record Joined(String process, String conversation, long head) implements Event {}

    /// A listener was given an entry, live or when it took up again.
    ///
    /// @param text empty for entries that are no message
    public record Delivered(String process, String conversation, long seq, String text) implements Event {}

    /// An entry as a surface shows it at the end.
    ///
    /// @param key empty for what Parley wrote itself
    public record Stored(long seq, String key, String text) {}

    public synchronized void add(Event event) {
        events.add(event);
    }

    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    public synchronized long acknowledged() {
        return events.stream().filter(Acknowledged.class::isInstance).count();
    }

    public synchronized long unknown() {
        return events.stream().filter(Unknown.class::isInstance).count();
    }
}
