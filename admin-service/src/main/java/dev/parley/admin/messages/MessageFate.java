package dev.parley.admin.messages;

import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.contracts.messaging.MessageEdited;
import dev.parley.contracts.messaging.MessageErased;
import dev.parley.contracts.messaging.MessageWithdrawn;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What becomes of messages after they were sent. Runs in the transaction of the event; each write may be repeated, in
/// any order, and none brings back a text that is gone.
@Repository
class MessageFate {
    private final JdbcClient jdbc;

    MessageFate(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void edited(MessageEdited event) {
        jdbc.sql("""
                        update message set body = :body, as_of = :seq, edited_at = :editedAt,
                            words = to_tsvector('simple', concat_ws(' ', cast(:sender as text), :words))
                        where tenant = :tenant and id = :id and as_of < :seq and withdrawn_at is null""")
                .param("body", event.body())
                .param("seq", event.seq())
                .param("editedAt", Timestamp.from(event.editedAt()))
                .param("sender", senderWords(event.tenant(), event.messageId()))
                .param("words", SearchWords.fold(event.body()))
                .param("tenant", event.tenant())
                .param("id", event.messageId())
                .update();
    }

    void withdrawn(MessageWithdrawn event) {
        blank(event.tenant(), event.messageId(), event.withdrawnAt(), false);
    }

    void erased(MessageErased event) {
        blank(event.tenant(), event.messageId(), event.erasedAt(), true);
    }

    /// Its messages, and how far people have read in it.
    void deleted(ConversationDeleted event) {
        if (event.claimId() == null) {
            return;
        }
        jdbc.sql("""
                        insert into conversation (id, tenant, kind, deleted) values (:id, :tenant, 'CLAIM', true)
                        on conflict (id) do update set deleted = true""")
                .param("id", event.conversationId())
                .param("tenant", event.tenant())
                .update();
        for (String table : new String[] {"message", "read_position", "receipt"}) {
            jdbc.sql("delete from " + table + " where tenant = :tenant and conversation_id = :conversation")
                    .param("tenant", event.tenant())
                    .param("conversation", event.conversationId())
                    .update();
        }
    }

    /// The sender can still be searched for; the text cannot.
    private void blank(String tenant, UUID messageId, Instant at, boolean isForGood) {
        jdbc.sql("""
                        update message set body = '', withdrawn_at = coalesce(withdrawn_at, :at),
                            erased = erased or :forGood, words = to_tsvector('simple', :sender)
                        where tenant = :tenant and id = :id""")
                .param("at", Timestamp.from(at))
                .param("forGood", isForGood)
                .param("sender", senderWords(tenant, messageId))
                .param("tenant", tenant)
                .param("id", messageId)
                .update();
    }

    private String senderWords(String tenant, UUID messageId) {
        return jdbc.sql("select coalesce(sender_name, '') from message where tenant = :tenant and id = :id")
                .param("tenant", tenant)
                .param("id", messageId)
                .query(String.class)
                .optional()
                .map(SearchWords::fold)
                .orElse("");
    }
}
