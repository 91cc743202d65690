package dev.parley.messaging.sending;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.ConversationLog;
import dev.parley.messaging.conversation.ConversationTarget;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.tenancy.TenantScope;
import dev.parley.web.Caller;
import dev.parley.web.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Sends what was to be sent later when its time has come, at most once: the row leaves WAITING in the transaction that
/// stores the message. What must hold for a message must hold then, not when it was scheduled.
@Configuration(proxyBeanMethods = false)
class SendDueMessages {
    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("send-later");

    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Conversations conversations;
    private final ConversationLog log;
    private final MessageStore messages;
    private final SendMessage send;

    SendDueMessages(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Conversations conversations,
            ConversationLog log,
            MessageStore messages,
            SendMessage send) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.conversations = conversations;
        this.log = log;
        this.messages = messages;
        this.send = send;
    }

    /// What a task is about; it names no content.
    record Due(String tenant, UUID id) {
        static String name(String tenant, UUID id) {
            return tenant + "/" + id;
        }

        static Due named(String name) {
            int slash = name.indexOf('/');
            return new Due(name.substring(0, slash), UUID.fromString(name.substring(slash + 1)));
        }
    }

    @Bean
    OneTimeTask<Void> sendLater() {
        return Tasks.oneTime(TASK)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(TRY_AGAIN))
                .execute((instance, _) -> send(Due.named(instance.getId())));
    }

    private void send(Due due) {
        TenantScope.run(
                due.tenant(),
                () -> transaction.executeWithoutResult(_ -> waiting(due).ifPresent(this::sendOrCancel)));
    }

    private record Waiting(
            UUID id, Caller sender, MessageDraft draft, byte[] hash, boolean unlessAnswered, long seenSeq) {
        UUID key() {
            return Optional.ofNullable(draft.clientKey()).orElseThrow();
        }
    }

    /// Locked, so that a cancellation comes before or after, never in between.
    private Optional<Waiting> waiting(Due due) {
        return jdbc.sql("select * from scheduled_message where id = ? and status = 'WAITING' for update")
                .param(due.id())
                .query(SendDueMessages::row)
                .optional();
    }

    private void sendOrCancel(Waiting due) {
        UUID conversationId = due.draft().target().conversationId();
        log.lock(conversationId);
        Optional<Conversation> conversation = conversations.find(due.sender(), conversationId);
        String obstacle = conversation.map(open -> obstacle(due, open)).orElse("NO_ACCESS");
        if (conversation.isPresent() && obstacle.isEmpty()) {
            send.store(due.sender(), conversation.get(), due.draft(), due.id(), due.hash());
            end(due, "SENT", null);
        } else {
            end(due, "CANCELLED", obstacle);
        }
    }

    /// Empty when nothing speaks against sending.
    private String obstacle(Waiting due, Conversation conversation) {
        if (conversation.isClosed()) {
            return "CLAIM_CLOSED";
        }
        if (due.unlessAnswered() && messages.answeredSince(conversation.id(), due.seenSeq(), due.sender())) {
            return "ANSWERED";
        }
        UUID receiver = due.draft().receiverId();
        if (receiver != null && !conversations.takesPart(conversation.id(), receiver)) {
            return "NO_RECEIVER";
        }
        return messages.byKey(due.sender(), due.key()).message() == null ? "" : "KEY_USED";
    }

    /// The text lives on in the message only.
    private void end(Waiting due, String status, @Nullable String outcome) {
        jdbc.sql("update scheduled_message set status = :status, outcome = :outcome, body = '' where id = :id")
                .param("status", status)
                .param("outcome", outcome)
                .param("id", due.id())
                .update();
    }

    private static Waiting row(ResultSet row, int number) throws SQLException {
        Caller sender = new Caller(
                row.getObject("sender_id", UUID.class),
                row.getString("tenant"),
                Role.valueOf(row.getString("sender_role")),
                row.getString("sender_name"),
                "",
                "en");
        MessageDraft draft = new MessageDraft(
                new ConversationTarget(row.getObject("conversation_id", UUID.class), null),
                row.getString("body"),
                row.getObject("receiver_id", UUID.class),
                row.getObject("reply_to_id", UUID.class),
                row.getObject("client_key", UUID.class),
                null,
                null);
        return new Waiting(
                row.getObject("id", UUID.class),
                sender,
                draft,
                row.getBytes("content_hash"),
                row.getBoolean("cancel_if_answered"),
                row.getLong("seen_seq"));
    }
}
