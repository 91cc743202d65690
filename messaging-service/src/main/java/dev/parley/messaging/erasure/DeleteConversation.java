package dev.parley.messaging.erasure;

import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.messaging.conversation.ConversationLog;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import dev.parley.web.Role;
import java.sql.Timestamp;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// A conversation is removed with all that was said in it: from then on it does not exist for anybody.
@Component
public class DeleteConversation {
    private final JdbcClient jdbc;
    private final Conversations conversations;
    private final ConversationLog log;

    DeleteConversation(JdbcClient jdbc, Conversations conversations, ConversationLog log) {
        this.jdbc = jdbc;
        this.conversations = conversations;
        this.log = log;
    }

    /// @throws Forbidden unless the caller is an admin
    @Transactional
    public void by(Caller caller, UUID id) {
        conversations.mustSee(caller, id);
        if (caller.role() != Role.ADMIN) {
            throw new Forbidden("Only an admin can delete a conversation.");
        }
        log.lock(id);
        conversations.mustSee(caller, id);
        ConversationLog.Place place = log.append(
                id,
                caller.userId(),
                entry -> new ConversationDeleted(
                        entry.tenant(),
                        id,
                        entry.seq(),
                        entry.claimId(),
                        caller.userId(),
                        entry.at(),
                        entry.participantIds()));
        forget(id, caller.userId(), Timestamp.from(place.at()));
    }

    private void forget(UUID id, UUID by, Timestamp at) {
        jdbc.sql("update conversation set deleted_at = ?, title = null, words = '' where id = ?")
                .params(at, id)
                .update();
        jdbc.sql("""
                        update message set body = '', erased_at = :at, withdrawn_at = coalesce(withdrawn_at, :at),
                                           withdrawn_by = coalesce(withdrawn_by, :by), withdraw_reason = null
                        where conversation_id = :id and erased_at is null""").param("at", at).param("by", by).param("id", id).update();
        jdbc.sql("delete from message_edit where message_id in (select id from message where conversation_id = ?)")
                .param(id)
                .update();
        jdbc.sql("delete from message_words where conversation_id = ?")
                .param(id)
                .update();
        jdbc.sql("""
                        update scheduled_message set body = '', status = 'CANCELLED', outcome = 'CONVERSATION_DELETED'
                        where conversation_id = ? and status = 'WAITING'""").param(id).update();
        jdbc.sql("select redact_text(?, null)").param(id).query().listOfRows();
    }
}
