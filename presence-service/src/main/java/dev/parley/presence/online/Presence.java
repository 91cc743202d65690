package dev.parley.presence.online;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whether a person is there, as clients see it.
///
/// @param lastSeenAt their last sign of life: while ONLINE when a session of theirs last opened, closed or became
///     active; null for somebody never seen
/// @param watchable whether the caller may know about them, and so hears of changes. The one thing that tells somebody
///     whom one talks with and who was never here from somebody about whom one may not know
record Presence(UUID userId, Status status, @Nullable Instant lastSeenAt, boolean watchable) {
    /// AWAY: sessions of theirs live, and in none of them has a person done anything for some minutes.
    enum Status {
        ONLINE,
        AWAY,
        OFFLINE
    }

    /// Nobody has ever seen them, or the caller may not know.
    static Presence unknown(UUID userId, boolean watchable) {
        return new Presence(userId, Status.OFFLINE, null, watchable);
    }
}
