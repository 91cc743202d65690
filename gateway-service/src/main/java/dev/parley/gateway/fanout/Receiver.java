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

    /// Notes that this delivery reached the session; false when it already had.
    boolean mark(long delivery);

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
