package dev.parley.gateway.fallback;

import dev.parley.gateway.fanout.Subscription;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation that a [Follower] follows, and how far.
final class Place {
    final UUID conversationId;
    final Subscription subscription;

    /// The last entry that was put before the reader; negative until the load says where the log ends.
    long seq;

    @Nullable UUID epoch;

    /// As the cursor had it, until `epoch` is known.
    final int markBefore;

    /// Whether this request names it.
    boolean isJoined;

    /// Whether it is followed for that alone, and not because its reader takes part.
    boolean isByJoinOnly;

    /// Until then the conversation counts as fresh, see [Cursor.Position].
    long freshUntil;

    Place(Cursor.Position position, Subscription subscription) {
        this.conversationId = position.conversationId();
        this.subscription = subscription;
        this.seq = position.seq();
        this.markBefore = position.epochMark();
        this.isByJoinOnly = position.isByJoin();
    }

    /// One in which nothing was read yet.
    static Place at(UUID conversationId, long seq, Subscription subscription) {
        return new Place(new Cursor.Position(conversationId, 0, seq, false, false), subscription);
    }

    Cursor.Position position(long nowMillis) {
        int mark = epoch == null ? markBefore : Cursor.mark(epoch);
        return new Cursor.Position(conversationId, mark, seq, isByJoinOnly, nowMillis < freshUntil);
    }
}
