package dev.parley.admin.messages;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message as the contract has it, with what an admin needs to know of its claim.
///
/// @param attachments none in this version, as reactions
/// @param body empty once it is withdrawn, or erased for good
/// @param isRead by at least one person of the other side: the customer for staff and the reverse; for a note among
///     staff anybody else
/// @param readAt when the first of them did
/// @param agentId to whom the claim is assigned
/// @param claimReference null until the claim's own events have arrived, as are title and customer
record AdminMessage(
        UUID id,
        UUID conversationId,
        UUID claimId,
        long seq,
        String kind,
        @Nullable UUID senderId,
        @Nullable String senderName,
        @Nullable String senderRole,
        boolean isAdminMessage,
        @Nullable UUID receiverId,
        String body,
        @Nullable UUID replyToId,
        List<String> attachments,
        List<String> reactions,
        @Nullable UUID clientKey,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant withdrawnAt,
        boolean isRead,
        @Nullable Instant readAt,
        List<Reader> readBy,
        @Nullable String claimReference,
        @Nullable String claimTitle,
        @Nullable UUID customerId,
        @Nullable String customerName,
        @Nullable UUID agentId,
        @Nullable String agentName) {

    /// Somebody other than the sender who has read it.
    record Reader(UUID userId, Instant readAt) {}

    /// The same, read.
    AdminMessage readBy(@Nullable Instant firstByOtherSide, List<Reader> readers) {
        return new AdminMessage(
                id,
                conversationId,
                claimId,
                seq,
                kind,
                senderId,
                senderName,
                senderRole,
                isAdminMessage,
                receiverId,
                body,
                replyToId,
                attachments,
                reactions,
                clientKey,
                createdAt,
                editedAt,
                withdrawnAt,
                firstByOtherSide != null,
                firstByOtherSide,
                readers,
                claimReference,
                claimTitle,
                customerId,
                customerName,
                agentId,
                agentName);
    }
}
