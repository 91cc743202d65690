package dev.parley.notification.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A notification as its owner sees it.
///
/// @param link path in the web client
record Notification(
        UUID id,
        String type,
        String title,
        String body,
        String link,
        Instant createdAt,
        @Nullable Instant readAt) {
    static final String COLUMNS = "id, type, title, body, link, created_at, read_at";

    static Notification of(ResultSet row, int number) throws SQLException {
        Timestamp readAt = row.getTimestamp("read_at");
        return new Notification(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getString("title"),
                row.getString("body"),
                row.getString("link"),
                row.getTimestamp("created_at").toInstant(),
                readAt == null ? null : readAt.toInstant());
    }
}
