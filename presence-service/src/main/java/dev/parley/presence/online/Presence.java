package dev.parley.presence.online;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whether a person is there, as clients see it.
///
/// @param lastSeenAt while online: when they last opened or closed a session; null for somebody never seen
record Presence(UUID userId, Status status, @Nullable Instant lastSeenAt) {
    /// `AWAY` of the contract is not derived in this version.
    enum Status {
        ONLINE,
        OFFLINE
    }

    static Presence unknown(UUID userId) {
        return new Presence(userId, Status.OFFLINE, null);
    }
}
