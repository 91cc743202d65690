package dev.parley.messaging.sending;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message to be sent later, as its sender sees it. Once sent, the message has the same id.
///
/// @param status WAITING, SENT or CANCELLED
/// @param outcome why it was cancelled: BY_SENDER, ANSWERED, CLAIM_CLOSED, NO_ACCESS, KEY_USED, NO_RECEIVER,
///     CONVERSATION_DELETED
record ScheduledMessage(
        UUID id,
        UUID conversationId,
        String body,
        @Nullable UUID receiverId,
        @Nullable UUID replyToId,
        UUID clientKey,
        Instant sendAt,
        boolean cancelIfAnswered,
        String status,
        @Nullable String outcome,
        Instant createdAt) {
    static ScheduledMessage row(ResultSet row, int number) throws SQLException {
        return new ScheduledMessage(
                row.getObject("id", UUID.class),
                row.getObject("conversation_id", UUID.class),
                row.getString("body"),
                row.getObject("receiver_id", UUID.class),
                row.getObject("reply_to_id", UUID.class),
                row.getObject("client_key", UUID.class),
                row.getTimestamp("send_at").toInstant(),
                row.getBoolean("cancel_if_answered"),
                row.getString("status"),
                row.getString("outcome"),
                row.getTimestamp("created_at").toInstant());
    }
}
