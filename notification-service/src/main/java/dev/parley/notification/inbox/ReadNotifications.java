package dev.parley.notification.inbox;

import dev.parley.contracts.messaging.MessageRead;
import dev.parley.contracts.notification.NotificationRead;
import dev.parley.journal.Fact;
import dev.parley.journal.Journal;
import dev.parley.web.Caller;
import dev.parley.web.NotFound;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Marks notifications as read. What is read stays read, with its first time; a repeat changes nothing and tells
/// nobody.
@Component
class ReadNotifications {
    private final JdbcClient jdbc;
    private final Journal journal;
    private final Clock clock;

    ReadNotifications(JdbcClient jdbc, Journal journal, Clock clock) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.clock = clock;
    }

    /// @throws NotFound when it is not the caller's
    @Transactional
    Notification one(Caller caller, UUID id) {
        Instant now = clock.instant();
        Optional<Notification> marked = jdbc.sql("update notification set read_at = :now"
                        + " where tenant = :tenant and user_id = :user and id = :id and read_at is null returning "
                        + Notification.COLUMNS)
                .param("now", Timestamp.from(now))
                .param("tenant", caller.tenant())
                .param("user", caller.userId())
                .param("id", id)
                .query(Notification::of)
                .optional();
        marked.ifPresent(_ -> tell(caller.tenant(), caller.userId(), List.of(id), now));
        return marked.orElseGet(() -> existing(caller, id));
    }

    private Notification existing(Caller caller, UUID id) {
        return jdbc.sql("select " + Notification.COLUMNS
                        + " from notification where tenant = :tenant and user_id = :user and id = :id")
                .param("tenant", caller.tenant())
                .param("user", caller.userId())
                .param("id", id)
                .query(Notification::of)
                .optional()
                .orElseThrow(NotFound::new);
    }

    @Transactional
    void all(Caller caller) {
        Instant now = clock.instant();
        List<UUID> marked = jdbc.sql("""
                        update notification set read_at = :now
                        where tenant = :tenant and user_id = :user and read_at is null returning id""")
                .param("now", Timestamp.from(now))
                .param("tenant", caller.tenant())
                .param("user", caller.userId())
                .query(UUID.class)
                .list();
        tell(caller.tenant(), caller.userId(), marked, now);
    }

    /// By reading the messages themselves. Runs in the transaction of the event.
    void byReading(MessageRead read) {
        ReadPositions.lock(jdbc, read.conversationId());
        jdbc.sql("""
                        insert into read_position (tenant, conversation_id, user_id, up_to_seq)
                        values (:tenant, :conversation, :user, :seq)
                        on conflict (tenant, conversation_id, user_id)
                        do update set up_to_seq = greatest(read_position.up_to_seq, excluded.up_to_seq)""")
                .param("tenant", read.tenant())
                .param("conversation", read.conversationId())
                .param("user", read.userId())
                .param("seq", read.upToSeq())
                .update();
        List<UUID> marked = jdbc.sql("""
                        update notification set read_at = :readAt
                        where tenant = :tenant and user_id = :user and conversation_id = :conversation
                          and seq <= :seq and read_at is null returning id""")
                .param("readAt", Timestamp.from(read.readAt()))
                .param("tenant", read.tenant())
                .param("user", read.userId())
                .param("conversation", read.conversationId())
                .param("seq", read.upToSeq())
                .query(UUID.class)
                .list();
        tell(read.tenant(), read.userId(), marked, read.readAt());
    }

    private void tell(String tenant, UUID userId, List<UUID> marked, Instant readAt) {
        if (!marked.isEmpty()) {
            journal.append(marked.stream()
                    .map(id -> Fact.of(userId, userId, readAt, new NotificationRead(tenant, id, userId, readAt)))
                    .toList());
        }
    }
}
