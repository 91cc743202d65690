package dev.parley.messaging.message;

import dev.parley.web.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message as clients see it, on REST and on the socket.
///
/// @param isAdminMessage the sender is staff
/// @param isRead read by at least one person of the other side
/// @param readAt when the first of them read it
public record MessageView(
        UUID id,
        UUID conversationId,
        @Nullable UUID claimId,
        long seq,
        Kind kind,
        @Nullable UUID senderId,
        @Nullable String senderName,
        @Nullable Role senderRole,
        boolean isAdminMessage,
        @Nullable UUID receiverId,
        String body,
        @Nullable UUID replyToId,
        List<Object> attachments,
        List<Object> reactions,
        @Nullable UUID clientKey,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant withdrawnAt,
        boolean isRead,
        @Nullable Instant readAt,
        List<ReadBy> readBy) {
    public enum Kind {
        TEXT,
        SYSTEM
    }

    public record ReadBy(UUID userId, Instant readAt) {}

    /// Nobody has read it yet.
    static MessageView fresh(StoredMessage message) {
        return of(message, List.of());
    }

    /// @param marks of others than the sender that cover this message, at most one per person, earliest first
    static MessageView of(StoredMessage message, List<ReadMark> marks) {
        boolean byStaff = message.senderRole() != null && message.senderRole().isStaff();
        Instant readByOtherSide = marks.stream()
                .filter(mark -> mark.role().isStaff() != byStaff)
                .map(ReadMark::readAt)
                .findFirst()
                .orElse(null);
        return new MessageView(
                message.id(),
                message.conversationId(),
                message.claimId(),
                message.seq(),
                message.kind(),
                message.senderId(),
                message.senderName(),
                message.senderRole(),
                byStaff,
                message.receiverId(),
                message.body(),
                message.replyToId(),
                List.of(),
                List.of(),
                message.clientKey(),
                message.createdAt(),
                null,
                null,
                readByOtherSide != null,
                readByOtherSide,
                marks.stream()
                        .map(mark -> new ReadBy(mark.userId(), mark.readAt()))
                        .toList());
    }
}
