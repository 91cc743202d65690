package dev.parley.presence.online;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whether a person is there, as clients see it.
///
/// @param lastSeenAt while online: when they last opened or closed a session; null for somebody never seen
record Presence(UUID userId, Status status, @Nullable Instant lastSeenAt) {
    /// AWAY: sessions of theirs live, and in none of them has a person done anything for some minutes.
    enum Status {
        ONLINE,
        AWAY,
        OFFLINE
    }

    static Presence unknown(UUID userId) {
        return new Presence(userId, Status.OFFLINE, null);
    }
}
