package dev.parley.journal;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A record that could not be processed, or that waits behind one of its key.
///
/// @param id rises in the order of arrival
/// @param failure class of the failure; [#BEHIND] for a record that merely waits
public record DeadLetter(
        long id,
        String topic,
        int partition,
        long offset,
        String key,
        @Nullable UUID eventId,
        @Nullable String type,
        @Nullable String tenant,
        String failure,
        State state,
        Instant failedAt) {

    static final String BEHIND = "KeyIsParked";

    /// ```text
    /// WAITING ─▶ REPLAYED
    ///     └────▶ DISCARDED
    /// ```
    public enum State {
        WAITING,
        REPLAYED,
        DISCARDED
    }
}
