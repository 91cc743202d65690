package dev.parley.messaging.message;

import dev.parley.web.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `message`. The body of a withdrawn message is still there; nobody is shown it.
///
/// @param erased the content is gone for good
public record StoredMessage(
        UUID id,
        UUID conversationId,
        @Nullable UUID claimId,
        long seq,
        MessageView.Kind kind,
        @Nullable UUID senderId,
        @Nullable String senderName,
        @Nullable Role senderRole,
        @Nullable UUID receiverId,
        String body,
        @Nullable UUID replyToId,
        @Nullable UUID clientKey,
        byte[] contentHash,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant withdrawnAt,
        boolean erased) {
    public static StoredMessage row(ResultSet row, int number) throws SQLException {
        String role = row.getString("sender_role");
        return new StoredMessage(
                row.getObject("id", UUID.class),
                row.getObject("conversation_id", UUID.class),
                row.getObject("claim_id", UUID.class),
                row.getLong("seq"),
                MessageView.Kind.valueOf(row.getString("kind")),
                row.getObject("sender_id", UUID.class),
                row.getString("sender_name"),
                role == null ? null : Role.valueOf(role),
                row.getObject("receiver_id", UUID.class),
                row.getString("body"),
                row.getObject("reply_to_id", UUID.class),
                row.getObject("client_key", UUID.class),
                row.getBytes("content_hash"),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "edited_at"),
                instant(row, "withdrawn_at"),
                row.getObject("erased_at") != null);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
