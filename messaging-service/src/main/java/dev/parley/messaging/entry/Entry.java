package dev.parley.messaging.entry;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One entry of a conversation's log.
///
/// @param type that of the socket frame of the same name
/// @param actorId null when Parley did it
/// @param data that of the socket frame
public record Entry(
        UUID conversationId,
        long seq,
        String type,
        Instant at,
        @Nullable UUID actorId,
        Object data) {}
