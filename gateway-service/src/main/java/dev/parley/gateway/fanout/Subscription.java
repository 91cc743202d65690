package dev.parley.gateway.fanout;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One session's place in one conversation: which entries it has, and which wait.
///
/// ```text
///            load begins                 load ends, nothing missing
///   (new) ───────────────▶ LOADING ─────────────────────────────────▶ LIVE
///                             ▲  │ load ends, entries missing          │ ▲
///                             │  └──────────────▶ FILLING ◀── a hole ──┘ │ hole filled
///                             └──── another join ───┴────────────────────┘
/// ```
/// While LOADING or FILLING, entries are held back; LIVE lets exactly `lastSeq + 1` pass. Because the subscription
/// exists before the load is asked for, an entry is in the load, or held, or both, and then dropped as a repeat.
///
/// With an entry that takes the access away the subscription ends at once, and what is being fetched for it is void. A
/// load under way is let arrive: when it already contains that entry, the access was given back since.
public final class Subscription {
    private static final int MOST_HELD = 256;
    private static final int MOST_HELD_BYTES = 256 * 1024;
    private static final int MOST_ATTEMPTS = 10;
    private static final int MOST_EMPTY_ANSWERS = 3;

    enum State {
        LOADING,
        FILLING,
        LIVE
    }

    /// An entry as the log told it, ready to be sent. Owns one reference to the frame.
    public record LogEntry(long seq, ByteBuf frame) {}

    private record Held(long seq, boolean isParticipant, ByteBuf frame) {}

    final Receiver receiver;
    final Room room;
    private State state = State.LOADING;
    private int loads;
    private long lastSeq;
    private long wanted;
    private @Nullable List<Held> held;
    private int heldBytes;
    private int attempts;
    private int emptyAnswers;
    private boolean entered;
    private boolean ended;

    /// The entry with which access ends, for as long as no load has shown that it was given back; 0 for none.
    private long lastAllowed;

    private long typingPublishedAt = Long.MIN_VALUE;

    Subscription(Receiver receiver, Room room) {
        this.receiver = receiver;
        this.room = room;
    }

    public UUID conversationId() {
        return room.conversationId;
    }

    public @Nullable UUID claimId() {
        return room.claimId;
    }

    /// Whether access was granted at least once.
    public boolean isEntered() {
        return entered;
    }

    /// Whether what is no entry may be shown.
    boolean isAllowed() {
        return entered && lastAllowed == 0;
    }

    /// Whether access was taken away, and no load that is under way can say otherwise.
    boolean mustEnd() {
        return lastAllowed > 0 && loads == 0 && !ended;
    }

    public boolean isLoading() {
        return loads > 0;
    }

    public boolean hasEnded() {
        return ended;
    }

    public long head() {
        return Math.max(room.head, lastSeq);
    }

    long lastSeq() {
        return lastSeq;
    }

    State state() {
        return state;
    }

    /// True at most once in `pause`, so that a client that repeats itself does not flood the others.
    public boolean mayPublishTyping(long nowMillis, long pauseMillis) {
        if (typingPublishedAt != Long.MIN_VALUE && nowMillis - typingPublishedAt < pauseMillis) {
            return false;
        }
        typingPublishedAt = nowMillis;
        return true;
    }

    public void typingEnded() {
        typingPublishedAt = Long.MIN_VALUE;
    }

    // ---- join and sync ----

    void loadBegins() {
        loads++;
        state = State.LOADING;
    }

    /// To be called after the answer with the loaded entries was written: from now on the session has everything up to
    /// `headSeq`.
    void loaded(long headSeq, @Nullable UUID claimId) {
        entered = true;
        if (claimId != null) {
            room.claimId = claimId;
        }
        room.head = Math.max(room.head, headSeq);
        lastSeq = Math.max(lastSeq, headSeq);
        if (lastAllowed <= headSeq) {
            lastAllowed = 0;
        }
        loadEnds();
    }

    /// A failed join of a session that was already live changes nothing.
    void loadFailed() {
        loadEnds();
    }

    /// Lets go of everything held. What would have reached the session as a participant without the join is sent, and
    /// the entry that takes the access away, unless the session has just been told that it may not see the
    /// conversation.
    void end(boolean isAllowed) {
        ended = true;
        if (held != null) {
            List<Held> rest = held;
            forgetHeld();
            rest.sort(Comparator.comparingLong(Held::seq));
            for (Held entry : rest) {
                boolean isTheirs = entry.isParticipant || (entered && entry.seq == lastAllowed);
                if (isAllowed && isTheirs && entry.seq > lastSeq) {
                    pass(entry.seq, entry.frame);
                } else {
                    entry.frame.release();
                }
            }
        }
    }

    private void loadEnds() {
        loads--;
        if (loads == 0 && entered && !ended && lastAllowed == 0) {
            flushHeld();
        }
    }

    // ---- live entries ----

    /// @param frame shared; this takes its own reference if it keeps or sends it
    void offer(long seq, boolean isParticipant, ByteBuf frame) {
        wanted = Math.max(wanted, seq);
        if (state == State.LIVE && seq == lastSeq + 1) {
            pass(seq, frame.retainedDuplicate());
            return;
        }
        if (state == State.LIVE && seq <= lastSeq) {
            return;
        }
        hold(new Held(seq, isParticipant, frame.retainedDuplicate()));
        if (state == State.LIVE) {
            fill();
        }
    }

    /// With this entry the access ends. One that was already over when the session came in says nothing new.
    ///
    /// @param frame shared, as for [#offer]
    void offerLast(long seq, boolean isParticipant, ByteBuf frame) {
        if (entered && seq <= lastSeq) {
            return;
        }
        lastAllowed = Math.max(lastAllowed, seq);
        hold(new Held(seq, isParticipant, frame.retainedDuplicate()));
    }

    /// There is an entry that nobody can show us yet.
    void missing(long seq) {
        wanted = Math.max(wanted, seq);
        if (state == State.LIVE && seq > lastSeq) {
            fill();
        }
    }

    private void pass(long seq, ByteBuf frame) {
        lastSeq = seq;
        receiver.writeEntry(room.conversationId, seq, frame);
    }

    private void hold(Held entry) {
        List<Held> list = held;
        if (list == null) {
            list = new ArrayList<>(4);
            held = list;
        }
        list.add(entry);
        heldBytes += entry.frame.readableBytes();
        if (list.size() > MOST_HELD || heldBytes > MOST_HELD_BYTES) {
            // They are in the log: `wanted` remembers that they must be fetched.
            forgetHeld();
            list.forEach(each -> each.frame.release());
        }
    }

    private void forgetHeld() {
        held = null;
        heldBytes = 0;
    }

    // ---- holes ----

    private void fill() {
        state = State.FILLING;
        attempts = 0;
        emptyAnswers = 0;
        receiver.fetch(this, lastSeq);
    }

    /// Only the answer that belongs to the current hole counts; a join in the meantime has made it void.
    public void fetched(List<LogEntry> entries) {
        if (ended || state != State.FILLING) {
            entries.forEach(entry -> entry.frame.release());
            return;
        }
        boolean progress = false;
        for (LogEntry entry : entries) {
            if (entry.seq > lastSeq) {
                progress = true;
                pass(entry.seq, entry.frame);
            } else {
                entry.frame.release();
            }
        }
        attempts = 0;
        if (progress) {
            emptyAnswers = 0;
        } else if (entries.isEmpty()) {
            emptyAnswers++;
        }
        if (emptyAnswers >= MOST_EMPTY_ANSWERS) {
            // The log itself says that there is nothing between: go on with what is there.
            lastSeq = held == null ? Math.max(lastSeq, wanted) : lowestHeld() - 1;
            emptyAnswers = 0;
        }
        flushHeld();
        if (state == State.FILLING) {
            if (progress) {
                receiver.fetch(this, lastSeq);
            } else {
                receiver.fetchLater(this, emptyAnswers + 1);
            }
        }
    }

    private long lowestHeld() {
        long lowest = Long.MAX_VALUE;
        for (Held entry : held == null ? List.<Held>of() : held) {
            lowest = Math.min(lowest, entry.seq > lastSeq ? entry.seq : lowest);
        }
        return lowest == Long.MAX_VALUE ? lastSeq + 1 : lowest;
    }

    public void fetchFailed() {
        if (ended || state != State.FILLING) {
            return;
        }
        attempts++;
        if (attempts >= MOST_ATTEMPTS) {
            receiver.fallenBehind();
        } else {
            receiver.fetchLater(this, attempts);
        }
    }

    public void fetchAgain() {
        if (!ended && state == State.FILLING) {
            receiver.fetch(this, lastSeq);
        }
    }

    /// Sends what is next in order; what is still missing is fetched.
    private void flushHeld() {
        List<Held> waiting = held;
        forgetHeld();
        if (waiting != null) {
            waiting.sort(Comparator.comparingLong(Held::seq));
            for (Held entry : waiting) {
                if (entry.seq == lastSeq + 1) {
                    pass(entry.seq, entry.frame);
                } else if (entry.seq <= lastSeq) {
                    entry.frame.release();
                } else {
                    hold(entry);
                }
            }
        }
        if (lastSeq >= wanted) {
            state = State.LIVE;
        } else if (state == State.LOADING) {
            fill();
        }
    }
}
