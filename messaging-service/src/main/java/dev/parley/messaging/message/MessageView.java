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
/// @param body as written, see docs/guides/message-text.md; empty once the message is withdrawn
/// @param reactions in the order of the first of each emoji
/// @param seenByStaff staff who read it, for staff; null for customers
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
        List<Reaction> reactions,
        @Nullable UUID clientKey,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant withdrawnAt,
        boolean isRead,
        @Nullable Instant readAt,
        List<ReadBy> readBy,
        @Nullable List<ReadBy> seenByStaff) {
    public enum Kind {
        TEXT,
        SYSTEM
    }

    public record ReadBy(UUID userId, Instant readAt) {}

    /// Who reacted with an emoji, in the order of reacting.
    public record Reaction(String emoji, List<UUID> userIds) {}

    /// Nobody has read it or reacted yet.
    public static MessageView fresh(StoredMessage message, boolean forStaff) {
        return of(message, List.of(), List.of(), forStaff);
    }

    /// @param marks of others than the sender that cover this message, at most one per person, earliest first
    static MessageView of(StoredMessage message, List<ReadMark> marks, List<Reaction> reactions, boolean forStaff) {
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
                message.withdrawnAt() == null ? message.body() : "",
                message.replyToId(),
                List.of(),
                reactions,
                message.clientKey(),
                message.createdAt(),
                message.editedAt(),
                message.withdrawnAt(),
                readByOtherSide != null,
                readByOtherSide,
                readBy(marks, false),
                forStaff ? readBy(marks, true) : null);
    }

    private static List<ReadBy> readBy(List<ReadMark> marks, boolean staffOnly) {
        return marks.stream()
                .filter(mark -> !staffOnly || mark.role().isStaff())
                .map(mark -> new ReadBy(mark.userId(), mark.readAt()))
                .toList();
    }
}
