package dev.parley.notification.inbox;

import dev.parley.contracts.notification.NotificationRaised;
import dev.parley.journal.Fact;
import dev.parley.journal.IdSource;
import dev.parley.journal.Journal;
import dev.parley.notification.people.People;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Tells one person what happened to a claim, online or not: nothing else on their screen would say it. Runs in the
/// transaction of the event.
@Component
class RaiseClaimNotifications {
    private final JdbcClient jdbc;
    private final People people;
    private final Journal journal;
    private final IdSource ids;
    private final Clock clock;
    private final NotificationProperties properties;

    RaiseClaimNotifications(
            JdbcClient jdbc,
            People people,
            Journal journal,
            IdSource ids,
            Clock clock,
            NotificationProperties properties) {
        this.jdbc = jdbc;
        this.people = people;
        this.journal = journal;
        this.ids = ids;
        this.clock = clock;
        this.properties = properties;
    }

    void about(ClaimNotice notice, UUID eventId) {
        Instant now = clock.instant();
        UUID id = ids.next();
        String locale = people.one(notice.tenant(), notice.recipientId()).locale();
        ClaimNotice.Words words = notice.in(locale);
        String body = NewMessage.beginning(words.body(), properties.previewLength());
        int isNew = jdbc.sql("""
                        insert into notification (id, tenant, user_id, event_id, type, title, body, link, created_at)
                        values (:id, :tenant, :user, :event, :type, :title, :body, :link, :now)
                        on conflict (tenant, user_id, event_id) do nothing""")
                .param("id", id)
                .param("tenant", notice.tenant())
                .param("user", notice.recipientId())
                .param("event", eventId)
                .param("type", notice.type())
                .param("title", words.title())
                .param("body", body)
                .param("link", notice.link())
                .param("now", Timestamp.from(now))
                .update();
        if (isNew == 1) {
            NotificationRaised raised = new NotificationRaised(
                    notice.tenant(), id, notice.recipientId(), notice.type(), words.title(), body, notice.link(), now);
            journal.append(Fact.of(notice.recipientId(), notice.actorId(), now, raised));
        }
    }
}
