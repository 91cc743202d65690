package dev.parley.gateway.fanout;

import io.netty.buffer.ByteBuf;
import java.util.Collection;
import java.util.UUID;

/// A session as the fan-out sees it: the line between this package and the sockets. Called on the session's event loop.
public interface Receiver {
    String tenant();

    UUID userId();

    boolean isStaff();

    /// Takes over one reference. Never closes anything before it returns, so a hub may call it while it iterates.
    void write(ByteBuf frame);

    /// An entry of a conversation's log, under the rules of [#write]. In a conversation in which the
    /// session has a place each comes once and in rising `seq`.
    default void writeEntry(UUID conversationId, long seq, ByteBuf frame) {
        write(frame);
    }

    /// Notes that this delivery reached the session; false when it already had.
    boolean mark(long delivery);

    /// Something happened in a conversation in which the person takes part; told after its frame, if it had one. For
    /// sessions that count what is unread.
    default void heard(UnreadNews news) {}

    /// Asks for the entries after `afterSeq` with the session's own token; answers on the event loop with
    /// [Subscription#fetched] or [Subscription#fetchFailed].
    void fetch(Subscription subscription, long afterSeq);

    /// Calls [Subscription#fetchAgain] on the event loop after a pause that grows with `attempt`.
    void fetchLater(Subscription subscription, int attempt);

    /// The place in a conversation that the session had joined is gone, because its access ended.
    void revoked(Subscription subscription);

    /// A conversation has ended that the person shared with these. A customer who shares no other
    /// with them may not know of their presence any longer.
    default void partedFrom(Collection<UUID> userIds) {}

    /// The session cannot be kept complete: it must reconnect and resume. Takes effect after the current turn.
    void fallenBehind();
}
