package dev.parley.notification.inbox;

import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.notification.NotificationRaised;
import dev.parley.journal.Fact;
import dev.parley.journal.IdSource;
import dev.parley.journal.Journal;
import dev.parley.notification.people.People;
import dev.parley.notification.people.Recipient;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Tells the people who are not there about a message. Runs in the transaction of the event.
@Component
class RaiseNotifications {
    private final JdbcClient jdbc;
    private final People people;
    private final InternalConversations internal;
    private final Journal journal;
    private final IdSource ids;
    private final Clock clock;
    private final NotificationProperties properties;

    RaiseNotifications(
            JdbcClient jdbc,
            People people,
            InternalConversations internal,
            Journal journal,
            IdSource ids,
            Clock clock,
            NotificationProperties properties) {
        this.jdbc = jdbc;
        this.people = people;
        this.internal = internal;
        this.journal = journal;
        this.ids = ids;
        this.clock = clock;
        this.properties = properties;
    }

    void about(MessageSent sent, UUID eventId) {
        NewMessage message = new NewMessage(sent);
        List<UUID> concerned = concerned(message);
        if (concerned.isEmpty()) {
            return;
        }
        List<Recipient> absent = people.offlineAmong(sent.tenant(), concerned);
        if (absent.isEmpty()) {
            return;
        }
        ReadPositions.lock(jdbc, sent.conversationId());
        Instant now = clock.instant();
        List<Fact> facts = insert(message, eventId, absent, now).stream()
                .map(raised -> Fact.of(raised.userId(), sent.senderId(), now, raised))
                .toList();
        if (!facts.isEmpty()) {
            journal.append(facts);
        }
    }

    /// Of notes among staff nobody is told but staff, whoever an event names as taking part.
    private List<UUID> concerned(NewMessage message) {
        MessageSent sent = message.sent();
        List<UUID> recipients = message.recipients();
        return internal.contains(sent.tenant(), sent.conversationId())
                ? people.staffAmong(sent.tenant(), recipients)
                : recipients;
    }

    private List<NotificationRaised> insert(NewMessage message, UUID eventId, List<Recipient> absent, Instant now) {
        MessageSent sent = message.sent();
        String body = message.body(properties.previewLength());
        return jdbc.sql("""
                        insert into notification
                            (id, tenant, user_id, event_id, type, title, body, link, conversation_id, seq, created_at)
                        select r.id, :tenant, r.user_id, :event, :type, r.title, :body, :link, :conversation, :seq, :now
                        from unnest(cast(:ids as uuid[]), cast(:users as uuid[]), cast(:titles as text[]))
                            as r (id, user_id, title)
                        where not exists (
                            select 1 from read_position p
                            where p.tenant = :tenant and p.conversation_id = :conversation
                              and p.user_id = r.user_id and p.up_to_seq >= :seq)
                        on conflict (tenant, user_id, event_id) do nothing
                        returning id, user_id, title""")
                .param("tenant", sent.tenant())
                .param("event", eventId)
                .param("type", NewMessage.TYPE)
                .param("body", body)
                .param("link", message.link())
                .param("conversation", sent.conversationId())
                .param("seq", sent.seq())
                .param("now", Timestamp.from(now))
                .param("ids", each(absent, _ -> ids.next().toString()))
                .param("users", each(absent, recipient -> recipient.userId().toString()))
                .param("titles", each(absent, recipient -> message.title(recipient.locale())))
                .query((row, _) -> new NotificationRaised(
                        sent.tenant(),
                        row.getObject("id", UUID.class),
                        row.getObject("user_id", UUID.class),
                        NewMessage.TYPE,
                        row.getString("title"),
                        body,
                        message.link(),
                        now))
                .list();
    }

    private static String[] each(List<Recipient> people, Function<Recipient, String> of) {
        return people.stream().map(of).toArray(String[]::new);
    }
}
