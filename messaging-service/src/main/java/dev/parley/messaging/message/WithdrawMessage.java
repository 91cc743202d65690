package dev.parley.messaging.message;

import dev.parley.contracts.messaging.MessageWithdrawn;
import dev.parley.messaging.conversation.ConversationLog;
import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import dev.parley.web.InvalidInput;
import dev.parley.web.NotFound;
import java.sql.Timestamp;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// A message is taken back: by its sender, or by staff with a reason. Its place stays, its text is shown and found no
/// more; the text itself stays stored until it is erased. Taking back twice changes nothing.
@Component
public class WithdrawMessage {
    private final JdbcClient jdbc;
    private final Messages messages;
    private final ConversationLog log;

    WithdrawMessage(JdbcClient jdbc, Messages messages, ConversationLog log) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.log = log;
    }

    /// @param reason needed when staff take back what somebody else wrote
    @Transactional
    public MessageView by(Caller caller, UUID id, @Nullable String reason) {
        StoredMessage seen = messages.stored(caller, id).orElseThrow(NotFound::new);
        log.lock(seen.conversationId());
        StoredMessage message = messages.stored(caller, id).orElseThrow(NotFound::new);
        boolean own = caller.userId().equals(message.senderId());
        if (!own && !caller.isStaff()) {
            throw new Forbidden("Only its sender or staff can withdraw a message.");
        }
        if (!own && reason == null) {
            throw InvalidInput.of("reason", "is required to withdraw what somebody else wrote");
        }
        if (message.withdrawnAt() == null) {
            store(caller, message, reason);
        }
        return messages.find(caller, id).orElseThrow(NotFound::new);
    }

    private void store(Caller caller, StoredMessage message, @Nullable String reason) {
        ConversationLog.Place place = log.append(
                message.conversationId(),
                caller.userId(),
                entry -> new MessageWithdrawn(
                        entry.tenant(),
                        entry.conversationId(),
                        entry.seq(),
                        entry.claimId(),
                        message.id(),
                        message.seq(),
                        caller.userId(),
                        reason,
                        entry.at(),
                        entry.participantIds()));
        jdbc.sql("update message set withdrawn_at = :at, withdrawn_by = :by, withdraw_reason = :reason where id = :id")
                .param("at", Timestamp.from(place.at()))
                .param("by", caller.userId())
                .param("reason", reason)
                .param("id", message.id())
                .update();
        jdbc.sql("delete from message_words where message_id = ?")
                .param(message.id())
                .update();
    }
}
