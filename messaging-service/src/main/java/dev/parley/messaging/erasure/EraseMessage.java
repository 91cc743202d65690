package dev.parley.messaging.erasure;

import dev.parley.contracts.messaging.MessageErased;
import dev.parley.messaging.conversation.ConversationLog;
import dev.parley.messaging.message.MessageView;
import dev.parley.messaging.message.Messages;
import dev.parley.messaging.message.StoredMessage;
import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import dev.parley.web.NotFound;
import dev.parley.web.Role;
import java.sql.Timestamp;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The content of one message is removed for good. Erasing twice changes nothing.
@Component
public class EraseMessage {
    private final JdbcClient jdbc;
    private final Messages messages;
    private final ConversationLog log;

    EraseMessage(JdbcClient jdbc, Messages messages, ConversationLog log) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.log = log;
    }

    /// @throws Forbidden unless the caller is an admin
    @Transactional
    public MessageView by(Caller caller, UUID id) {
        StoredMessage seen = messages.stored(caller, id).orElseThrow(NotFound::new);
        if (caller.role() != Role.ADMIN) {
            throw new Forbidden("Only an admin can remove a message for good.");
        }
        log.lock(seen.conversationId());
        StoredMessage message = messages.stored(caller, id).orElseThrow(NotFound::new);
        if (!message.erased()) {
            store(caller, message);
        }
        return messages.find(caller, id).orElseThrow(NotFound::new);
    }

    private void store(Caller caller, StoredMessage message) {
        ConversationLog.Place place = log.append(
                message.conversationId(),
                caller.userId(),
                entry -> new MessageErased(
                        entry.tenant(),
                        entry.conversationId(),
                        entry.seq(),
                        entry.claimId(),
                        message.id(),
                        message.seq(),
                        caller.userId(),
                        entry.at(),
                        entry.participantIds()));
        jdbc.sql("""
                        update message set body = '', erased_at = :at, withdrawn_at = coalesce(withdrawn_at, :at),
                                           withdrawn_by = coalesce(withdrawn_by, :by), withdraw_reason = null
                        where id = :id""")
                .param("at", Timestamp.from(place.at()))
                .param("by", caller.userId())
                .param("id", message.id())
                .update();
        jdbc.sql("delete from message_edit where message_id = ?")
                .param(message.id())
                .update();
        jdbc.sql("delete from message_words where message_id = ?")
                .param(message.id())
                .update();
        jdbc.sql("select redact_text(?, ?)")
                .params(message.conversationId(), message.id())
                .query()
                .listOfRows();
    }
}
