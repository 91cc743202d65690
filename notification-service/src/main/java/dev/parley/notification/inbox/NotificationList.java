package dev.parley.notification.inbox;

import dev.parley.web.Caller;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Reads one person's notifications.
@Repository
class NotificationList {
    private final JdbcClient jdbc;

    NotificationList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Where a page ends: newest first, and the id where two have the same time.
    record Position(Instant createdAt, UUID id) {
        static final Position NEWEST = new Position(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

        static Position parse(String text) {
            String[] parts = text.split(" ", 2);
            return new Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        }

        static Position of(Notification last) {
            return new Position(last.createdAt(), last.id());
        }

        @Override
        public String toString() {
            return createdAt + " " + id;
        }
    }

    @Transactional(readOnly = true)
    List<Notification> page(Caller caller, boolean unreadOnly, Position before, int most) {
        return jdbc.sql("select " + Notification.COLUMNS + " from notification " + """
                        where tenant = :tenant and user_id = :user and (created_at, id) < (:createdAt, :id)
                          and (not :unreadOnly or read_at is null)
                        order by created_at desc, id desc limit :most""")
                .param("tenant", caller.tenant())
                .param("user", caller.userId())
                .param("createdAt", Timestamp.from(before.createdAt()))
                .param("id", before.id())
                .param("unreadOnly", unreadOnly)
                .param("most", most)
                .query(Notification::of)
                .list();
    }

    @Transactional(readOnly = true)
    long unread(Caller caller) {
        return jdbc.sql("""
                        select count(*) from notification
                        where tenant = :tenant and user_id = :user and read_at is null""")
                .param("tenant", caller.tenant())
                .param("user", caller.userId())
                .query(Long.class)
                .single();
    }
}
