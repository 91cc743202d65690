package dev.parley.messaging.conversation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation as it stood when it was read.
///
/// @param claimId of the claim it is about, also for its notes and appointments; null for DIRECT and GROUP
/// @param claimStatus of that claim as last heard of
/// @param createdBy null when Parley opened it
/// @param epoch changes only after a restore; a client's `seq` means something within one epoch only
/// @param headSeq `seq` of the last entry
/// @param lastAt time of the last entry
/// @param activeAt time of the last message, or of the opening: what the inbox is ordered by
public record Conversation(
        UUID id,
        Kind kind,
        @Nullable UUID claimId,
        @Nullable UUID appointmentId,
        @Nullable String claimStatus,
        @Nullable String title,
        Status status,
        @Nullable UUID createdBy,
        UUID epoch,
        long headSeq,
        Instant lastAt,
        Instant activeAt,
        Instant openedAt) {
    public enum Kind {
        CLAIM,
        APPOINTMENT,
        INTERNAL,
        DIRECT,
        GROUP;

        /// Staff of the tenant see it without taking part.
        public boolean isOfAClaim() {
            return this == CLAIM || this == APPOINTMENT || this == INTERNAL;
        }
    }

    public enum Status {
        OPEN,
        ARCHIVED
    }

    /// The claim is over, and with it talking about it; staff may still note something down.
    public boolean isClosed() {
        return kind != Kind.INTERNAL && ("CLOSED".equals(claimStatus) || "WITHDRAWN".equals(claimStatus));
    }
}
