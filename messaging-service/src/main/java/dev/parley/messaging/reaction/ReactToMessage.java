package dev.parley.messaging.reaction;

import dev.parley.contracts.messaging.ReactionAdded;
import dev.parley.contracts.messaging.ReactionRemoved;
import dev.parley.messaging.conversation.ConversationLog;
import dev.parley.messaging.message.MessageView;
import dev.parley.messaging.message.MessageWithdrawnAlready;
import dev.parley.messaging.message.Messages;
import dev.parley.messaging.message.StoredMessage;
import dev.parley.web.Caller;
import dev.parley.web.InvalidInput;
import dev.parley.web.NotFound;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Adds and removes the caller's own reactions. What is there already, or gone already, changes nothing.
@Component
class ReactToMessage {
    static final int MOST_EACH = 10;

    private final JdbcClient jdbc;
    private final Messages messages;
    private final ConversationLog log;
    private final Clock clock;

    ReactToMessage(JdbcClient jdbc, Messages messages, ConversationLog log, Clock clock) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.log = log;
        this.clock = clock;
    }

    @Transactional
    public MessageView with(Caller caller, UUID id, Emoji emoji) {
        StoredMessage message = locked(caller, id);
        if (message.withdrawnAt() != null) {
            throw new MessageWithdrawnAlready();
        }
        Integer own = jdbc.sql("select count(*) from reaction where message_id = ? and user_id = ? and emoji <> ?")
                .params(id, caller.userId(), emoji.text())
                .query(Integer.class)
                .single();
        if (own >= MOST_EACH) {
            throw InvalidInput.of("emoji", "would be more than " + MOST_EACH + " reactions of one person");
        }
        int added = jdbc.sql("""
                        insert into reaction (message_id, user_id, emoji, tenant, conversation_id, added_at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing""")
                .params(
                        id,
                        caller.userId(),
                        emoji.text(),
                        caller.tenant(),
                        message.conversationId(),
                        Timestamp.from(clock.instant()))
                .update();
        if (added == 1) {
            log.append(
                    message.conversationId(),
                    caller.userId(),
                    place -> new ReactionAdded(
                            place.tenant(),
                            place.conversationId(),
                            place.seq(),
                            place.claimId(),
                            id,
                            message.seq(),
                            caller.userId(),
                            emoji.text(),
                            place.at(),
                            place.participantIds()));
        }
        return messages.find(caller, id).orElseThrow(NotFound::new);
    }

    @Transactional
    public MessageView without(Caller caller, UUID id, Emoji emoji) {
        StoredMessage message = locked(caller, id);
        int removed = jdbc.sql("delete from reaction where message_id = ? and user_id = ? and emoji = ?")
                .params(id, caller.userId(), emoji.text())
                .update();
        if (removed == 1) {
            log.append(
                    message.conversationId(),
                    caller.userId(),
                    place -> new ReactionRemoved(
                            place.tenant(),
                            place.conversationId(),
                            place.seq(),
                            place.claimId(),
                            id,
                            message.seq(),
                            caller.userId(),
                            emoji.text(),
                            place.at(),
                            place.participantIds()));
        }
        return messages.find(caller, id).orElseThrow(NotFound::new);
    }

    private StoredMessage locked(Caller caller, UUID id) {
        StoredMessage seen = messages.stored(caller, id).orElseThrow(NotFound::new);
        log.lock(seen.conversationId());
        return messages.stored(caller, id).orElseThrow(NotFound::new);
    }
}
