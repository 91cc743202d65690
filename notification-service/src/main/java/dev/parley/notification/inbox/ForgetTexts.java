package dev.parley.notification.inbox;

import dev.parley.contracts.Catalogue;
import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.contracts.messaging.MessageErased;
import dev.parley.contracts.messaging.MessageWithdrawn;
import dev.parley.contracts.notification.NotificationRaised;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Takes the quoted text out of notifications when the message that they quote is withdrawn or gone. The notification
/// stays: its owner may have seen it. Runs in the transaction of the event; a repeat changes nothing.
@Component
class ForgetTexts {
    private final JdbcClient jdbc;

    ForgetTexts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void withdrawn(MessageWithdrawn event) {
        takeOut(event.tenant(), event.conversationId(), event.messageSeq());
    }

    void erased(MessageErased event) {
        redact(event.tenant(), takeOut(event.tenant(), event.conversationId(), event.messageSeq()));
    }

    void deleted(ConversationDeleted event) {
        redact(event.tenant(), takeOut(event.tenant(), event.conversationId(), null));
    }

    private record Quoting(UUID id, UUID userId) {}

    /// @param seq of the message; null for every message of the conversation
    private List<Quoting> takeOut(String tenant, UUID conversationId, @Nullable Long seq) {
        return jdbc.sql("""
                        update notification n set body = case
                            when (select p.locale from person p where p.tenant = n.tenant and p.user_id = n.user_id) = 'fr'
                            then 'Ce message a été retiré.' else 'This message was withdrawn.' end
                        where n.tenant = :tenant and n.conversation_id = :conversation and n.type = :type
                          and (cast(:seq as bigint) is null or n.seq = :seq)
                        returning n.id, n.user_id""")
                .param("tenant", tenant)
                .param("conversation", conversationId)
                .param("type", NewMessage.TYPE)
                .param("seq", seq)
                .query((row, _) -> new Quoting(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
    }

    /// What is gone for good is gone from the facts that were told of it, too.
    private void redact(String tenant, List<Quoting> notifications) {
        if (notifications.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        update journal set payload = cast(jsonb_set(cast(payload as jsonb), '{body}', '""') as json)
                        where tenant = :tenant and key = any(cast(:users as uuid[])) and type = :type
                          and payload ->> 'notificationId' = any(cast(:ids as text[]))""")
                .param("tenant", tenant)
                .param(
                        "users",
                        notifications.stream()
                                .map(each -> each.userId().toString())
                                .toArray(String[]::new))
                .param("type", Catalogue.describe(NotificationRaised.class).type())
                .param(
                        "ids",
                        notifications.stream().map(each -> each.id().toString()).toArray(String[]::new))
                .update();
    }
}
