package dev.parley.messaging.message;

import dev.parley.contracts.messaging.MessageEdited;
import dev.parley.messaging.conversation.ConversationLog;
import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import dev.parley.web.NotFound;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// A sender puts other words to a message, for as long as the window is open. The words before are kept.
@Component
class EditMessage {
    private final JdbcClient jdbc;
    private final Messages messages;
    private final ConversationLog log;
    private final MessageProperties properties;
    private final Clock clock;

    EditMessage(JdbcClient jdbc, Messages messages, ConversationLog log, MessageProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.log = log;
        this.properties = properties;
        this.clock = clock;
    }

    /// The same words again change nothing.
    ///
    /// @throws Forbidden when somebody else wrote it
    /// @throws EditWindowOver when it is too late
    /// @throws MessageWithdrawnAlready when there is nothing left to edit
    @Transactional
    public MessageView by(Caller caller, UUID id, String body) {
        StoredMessage seen = messages.stored(caller, id).orElseThrow(NotFound::new);
        log.lock(seen.conversationId());
        StoredMessage message = messages.stored(caller, id).orElseThrow(NotFound::new);
        if (!caller.userId().equals(message.senderId())) {
            throw new Forbidden("Only its sender can edit a message.");
        }
        if (message.withdrawnAt() != null) {
            throw new MessageWithdrawnAlready();
        }
        if (clock.instant().isAfter(message.createdAt().plus(properties.editWindow()))) {
            throw new EditWindowOver(properties.editWindow());
        }
        if (!body.equals(message.body())) {
            store(caller, message, body);
        }
        return messages.find(caller, id).orElseThrow(NotFound::new);
    }

    private void store(Caller caller, StoredMessage message, String body) {
        ConversationLog.Place place = log.append(
                message.conversationId(),
                caller.userId(),
                entry -> new MessageEdited(
                        entry.tenant(),
                        entry.conversationId(),
                        entry.seq(),
                        entry.claimId(),
                        message.id(),
                        message.seq(),
                        caller.userId(),
                        body,
                        entry.at(),
                        entry.participantIds()));
        Timestamp at = Timestamp.from(place.at());
        jdbc.sql("""
                        insert into message_edit (message_id, tenant, seq, edited_at, body_before)
                        values (?, ?, ?, ?, ?)""")
                .params(message.id(), caller.tenant(), place.seq(), at, message.body())
                .update();
        jdbc.sql("update message set body = ?, edited_at = ? where id = ?")
                .params(body, at, message.id())
                .update();
        jdbc.sql("""
                        update message_words
                        set words = to_tsvector('parley_fr', :body) || to_tsvector('parley_en', :body)
                        where message_id = :id""").param("body", body).param("id", message.id()).update();
    }
}
