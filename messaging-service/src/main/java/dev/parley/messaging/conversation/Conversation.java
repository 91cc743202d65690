package dev.parley.messaging.conversation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation as it stood when it was read.
///
/// @param epoch changes only after a restore; a client's `seq` means something within one epoch only
/// @param headSeq `seq` of the last entry
public record Conversation(
        UUID id,
        Kind kind,
        @Nullable UUID claimId,
        @Nullable String title,
        Status status,
        UUID epoch,
        long headSeq,
        Instant lastAt,
        Instant openedAt) {
    public enum Kind {
        CLAIM,
        APPOINTMENT,
        INTERNAL,
        DIRECT,
        GROUP
    }

    public enum Status {
        OPEN,
        ARCHIVED
    }
}
