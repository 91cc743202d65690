package dev.parley.messaging.sending;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import dev.parley.journal.IdSource;
import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.messaging.sending.MessageStore.Earlier;
import dev.parley.web.Caller;
import dev.parley.web.IdempotencyKeyReused;
import dev.parley.web.InvalidInput;
import dev.parley.web.NotFound;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Keeps a message to be sent later, lists and cancels. Row and task are one transaction, so that neither is without
/// the other.
@Component
public class ScheduleMessage {
    private static final int MOST_WAITING = 100;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Conversations conversations;
    private final MessageStore messages;
    private final SendRules rules;
    private final SchedulerClient scheduler;
    private final IdSource ids;
    private final Clock clock;

    ScheduleMessage(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Conversations conversations,
            MessageStore messages,
            SendRules rules,
            SchedulerClient scheduler,
            IdSource ids,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.conversations = conversations;
        this.messages = messages;
        this.rules = rules;
        this.scheduler = scheduler;
        this.ids = ids;
        this.clock = clock;
    }

    /// @param replayed this answer was given before
    record Scheduled(ScheduledMessage message, boolean replayed) {}

    /// @param draft with a schedule and a key
    /// @throws NotFound when the caller may not see the conversation
    /// @throws IdempotencyKeyReused when the key came before with other content
    Scheduled by(Caller sender, MessageDraft draft, UUID key, MessageDraft.Schedule schedule) {
        byte[] hash = draft.contentHash();
        Conversation conversation = conversations.visible(sender, draft.target());
        try {
            Scheduled scheduled = transaction.execute(_ -> earlier(sender, key, hash)
                    .orElseGet(() -> store(sender, conversation, draft, key, schedule, hash)));
            return Optional.ofNullable(scheduled).orElseThrow(NotFound::new);
        } catch (DuplicateKeyException sameKeyAtOnce) {
            Optional<Scheduled> first = transaction.execute(_ -> earlier(sender, key, hash));
            return Optional.ofNullable(first).flatMap(found -> found).orElseThrow(NotFound::new);
        }
    }

    private Optional<Scheduled> earlier(Caller sender, UUID key, byte[] hash) {
        Earlier earlier = messages.byKey(sender, key);
        if (earlier.message() == null && !earlier.isScheduled()) {
            return Optional.empty();
        }
        return jdbc.sql("select * from scheduled_message where tenant = ? and sender_id = ? and client_key = ?")
                .params(sender.tenant(), sender.userId(), key)
                .query((row, number) -> {
                    if (!MessageDigest.isEqual(row.getBytes("content_hash"), hash)) {
                        throw new IdempotencyKeyReused();
                    }
                    return new Scheduled(ScheduledMessage.row(row, number), true);
                })
                .optional()
                .or(() -> {
                    throw new IdempotencyKeyReused();
                });
    }

    private Scheduled store(
            Caller sender,
            Conversation conversation,
            MessageDraft draft,
            UUID key,
            MessageDraft.Schedule schedule,
            byte[] hash) {
        rules.check(sender, conversation, draft);
        if (waiting(sender).size() >= MOST_WAITING) {
            throw InvalidInput.of("sendAt", "would be more than " + MOST_WAITING + " waiting messages");
        }
        UUID id = ids.next();
        Instant now = clock.instant();
        ScheduledMessage message = jdbc.sql("""
                        insert into scheduled_message (
                            id, tenant, conversation_id, sender_id, sender_name, sender_role, body, receiver_id, reply_to_id,
                            client_key, content_hash, send_at, cancel_if_answered, seen_seq, status, created_at)
                        values (:id, :tenant, :conversationId, :senderId, :senderName, :senderRole, :body, :receiverId,
                                :replyToId, :key, :hash, :sendAt, :cancelIfAnswered, :seenSeq, 'WAITING', :now)
                        returning *""")
                .param("id", id)
                .param("tenant", sender.tenant())
                .param("conversationId", conversation.id())
                .param("senderId", sender.userId())
                .param("senderName", sender.name())
                .param("senderRole", sender.role().name())
                .param("body", draft.body())
                .param("receiverId", draft.receiverId())
                .param("replyToId", draft.replyToId())
                .param("key", key)
                .param("hash", hash)
                .param("sendAt", Timestamp.from(schedule.at()))
                .param("cancelIfAnswered", schedule.cancelIfAnswered())
                .param("seenSeq", conversation.headSeq())
                .param("now", Timestamp.from(now))
                .query(ScheduledMessage::row)
                .single();
        scheduler.scheduleIfNotExists(
                SendDueMessages.TASK
                        .instance(SendDueMessages.Due.name(sender.tenant(), id))
                        .build(),
                schedule.at());
        return new Scheduled(message, false);
    }

    /// The caller's own, soonest first.
    @Transactional(readOnly = true)
    List<ScheduledMessage> waiting(Caller sender) {
        return jdbc.sql("""
                        select * from scheduled_message
                        where tenant = ? and sender_id = ? and status = 'WAITING' order by send_at, id""")
                .params(sender.tenant(), sender.userId())
                .query(ScheduledMessage::row)
                .list();
    }

    /// @return false when the caller has no such message waiting: it was sent, cancelled, or never was
    @Transactional
    public boolean cancel(Caller sender, UUID id) {
        int cancelled =
                jdbc.sql("""
                        update scheduled_message set status = 'CANCELLED', outcome = 'BY_SENDER', body = ''
                        where id = ? and tenant = ? and sender_id = ? and status = 'WAITING'""").params(id, sender.tenant(), sender.userId()).update();
        if (cancelled == 1) {
            scheduler.cancel(TaskInstanceId.of(
                    SendDueMessages.TASK.getTaskName(), SendDueMessages.Due.name(sender.tenant(), id)));
        }
        return cancelled == 1;
    }
}
