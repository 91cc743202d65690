package dev.parley.systemtest.history;

import java.util.ArrayList;
import java.util.List;

/// What clients did and saw, in the order in which it was written down. That order is real time:
/// what is acknowledged before something else is invoked stands before it here. Safe for many
/// threads.
public final class History {

    private final List<Event> events = new ArrayList<>();
    private long acknowledged;
    private long unknown;

    /// One thing that a client did or saw. `process` is the client: it sees one thing after the
    /// other.
    public sealed interface Event {

        String process();

        String conversation();
    }

    /// A send leaves. The same key again is a retry; with another text it is a mistake that must be
    /// refused.
    public record Invoked(String process, String conversation, String key, String text) implements Event {}

    public record Acknowledged(String process, String conversation, String key, long seq) implements Event {}

    /// The answer said that nothing was stored, and that a retry is of no use.
    public record Refused(String process, String conversation, String key) implements Event {}

    /// No answer, or one that leaves open what happened.
    public record Unknown(String process, String conversation, String key) implements Event {}

    /// A listener has everything up to and including `head`; from here on nothing may be missing.
    public record Joined(String process, String conversation, long head) implements Event {}

    /// A listener knows that it is out: from here on nothing is owed, and nothing new may come.
    public record Left(String process, String conversation) implements Event {}

    /// A listener was given an entry, live or when it took up again.
    ///
    /// @param text empty for entries that are no message
    /// @param reader the name by which a [Canary] counts this listener in; empty when there is none
    public record Delivered(String process, String conversation, long seq, String text, String reader)
            implements Event {

        public Delivered(String process, String conversation, long seq, String text) {
            this(process, conversation, seq, text, "");
        }
    }

    /// A client was told how far somebody has read. Two ways of being told, such as receipts and
    /// answers to questions, are two processes: one may lag behind the other.
    public record Positioned(String process, String conversation, String reader, long upToSeq) implements Event {}

    /// The end of somebody's reading, as the server tells it when nothing is on the way any more.
    public record Counted(String process, String conversation, String reader, long upToSeq, long unread)
            implements Event {}

    /// An entry as a surface shows it at the end.
    ///
    /// @param key empty for what Parley wrote itself
    /// @param sender user id; empty for what is no message of anybody
    public record Stored(long seq, String key, String text, String sender) {

        public Stored(long seq, String key, String text) {
            this(seq, key, text, "");
        }
    }

    public synchronized void add(Event event) {
        events.add(event);
        if (event instanceof Acknowledged) {
            acknowledged++;
        } else if (event instanceof Unknown) {
            unknown++;
        }
    }

    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    public synchronized int size() {
        return events.size();
    }

    public synchronized long acknowledged() {
        return acknowledged;
    }

    public synchronized long unknown() {
        return unknown;
    }
}
