package dev.parley.gateway.fanout;

import dev.parley.gateway.typing.Typists;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation that at least one session of this event loop has joined.
final class Room {
    final UUID conversationId;
    final List<Subscription> subscriptions = new ArrayList<>(2);

    @Nullable UUID claimId;

    @Nullable Typists typists;

    /// Highest `seq` heard of, whether or not it reached anybody: what heartbeats tell.
    long head;

    Room(UUID conversationId) {
        this.conversationId = conversationId;
    }
}
