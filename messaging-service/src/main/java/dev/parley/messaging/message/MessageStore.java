package dev.parley.messaging.message;

import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.message.SendMessage.Appended;
import dev.parley.web.Caller;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes and reads rows of `message`. Runs in the transaction of its caller.
@Component
class MessageStore {
    /// One round trip: lock the conversation and take the next seq, let staff take part from their first message on,
    /// store the message, and say who takes part. The participants are read after the lock is held.
    private static final String APPEND = """
            with head as (
                update conversation set last_seq = last_seq + 1, last_at = greatest(last_at, :now)
                where id = :conversationId and tenant = :tenant
                returning id, last_seq, last_at
            ), joined as (
                insert into participant (conversation_id, user_id, tenant, role, name, joined_at)
                select id, :senderId, :tenant, :senderRole, :senderName, last_at from head
                where not exists (select from participant where conversation_id = :conversationId and user_id = :senderId)
                on conflict do nothing
                returning user_id
            ), stored as (
                insert into message (id, tenant, conversation_id, claim_id, seq, kind, sender_id, sender_name, sender_role,
                                     receiver_id, body, reply_to_id, client_key, content_hash, created_at)
                select :id, :tenant, id, :claimId, last_seq, 'TEXT', :senderId, :senderName, :senderRole,
                       :receiverId, :body, :replyToId, :clientKey, :hash, last_at
                from head
                returning *
            )
            select stored.*, array(select user_id from participant where conversation_id = :conversationId
                                   union select user_id from joined) as participant_ids
            from stored""";

    private static final String APPEND_SYSTEM = """
            with head as (
                update conversation set last_seq = last_seq + 1, last_at = greatest(last_at, :now)
                where id = :conversationId
                returning id, tenant, last_seq, last_at
            ), stored as (
                insert into message (id, tenant, conversation_id, claim_id, seq, kind, body, content_hash, created_at)
                select :id, tenant, id, :claimId, last_seq, 'SYSTEM', :body, '', last_at from head
                returning *
            )
            select stored.*, array(select user_id from participant where conversation_id = :conversationId) as participant_ids
            from stored""";

    private final JdbcClient jdbc;

    MessageStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Appended append(Caller sender, Conversation conversation, UUID id, MessageDraft draft, byte[] hash, Instant now) {
        return jdbc.sql(APPEND)
                .param("now", Timestamp.from(now))
                .param("conversationId", conversation.id())
                .param("tenant", sender.tenant())
                .param("senderId", sender.userId())
                .param("senderName", sender.name())
                .param("senderRole", sender.role().name())
                .param("id", id)
                .param("claimId", conversation.claimId())
                .param("receiverId", draft.receiverId())
                .param("body", draft.body())
                .param("replyToId", draft.replyToId())
                .param("clientKey", draft.clientKey())
                .param("hash", hash)
                .query(MessageStore::appended)
                .single();
    }

    Appended appendSystem(UUID conversationId, UUID claimId, UUID id, String body, Instant now) {
        return jdbc.sql(APPEND_SYSTEM)
                .param("now", Timestamp.from(now))
                .param("conversationId", conversationId)
                .param("id", id)
                .param("claimId", claimId)
                .param("body", body)
                .query(MessageStore::appended)
                .single();
    }

    private static Appended appended(ResultSet row, int number) throws SQLException {
        Array participants = row.getArray("participant_ids");
        List<UUID> ids = Arrays.asList((UUID[]) participants.getArray());
        return new Appended(StoredMessage.row(row, number), ids);
    }

    Optional<StoredMessage> byKey(Caller sender, UUID key) {
        return jdbc.sql("select * from message where tenant = ? and sender_id = ? and client_key = ?")
                .params(sender.tenant(), sender.userId(), key)
                .query(StoredMessage::row)
                .optional();
    }

    boolean takesPart(UUID conversationId, UUID userId) {
        return jdbc.sql("select exists (select from participant where conversation_id = ? and user_id = ?)")
                .params(conversationId, userId)
                .query(Boolean.class)
                .single();
    }

    boolean isIn(UUID conversationId, UUID messageId) {
        return jdbc.sql("select exists (select from message where conversation_id = ? and id = ?)")
                .params(conversationId, messageId)
                .query(Boolean.class)
                .single();
    }
}
