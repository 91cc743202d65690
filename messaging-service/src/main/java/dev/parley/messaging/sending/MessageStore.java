package dev.parley.messaging.sending;

import dev.parley.messaging.conversation.Conversations;
import dev.parley.messaging.message.StoredMessage;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes and reads rows of `message`. Runs in the transaction of its caller.
@Component
class MessageStore {
    /// One round trip: lock the conversation and take the next seq, let staff take part from their first message on,
    /// store the message and its words, and say who takes part. No row when the conversation is not open.
    ///
    /// A statement sees what was committed when it began, which may be before it got the lock. In a claim's
    /// conversation nobody is ever taken out, so that is enough; for a GROUP the sender locks first, see
    /// [SendMessage].
    private static final String APPEND = append("");

    /// The same for the greater part of all messages, with every question answered on the way:
    /// visible to the sender, not closed, not a GROUP, the key not seen before. No row when any
    /// answer is no; then they are asked one by one.
    private static final String APPEND_PLAIN = append(" and c.kind <> 'GROUP' and " + Conversations.VISIBLE + """

                      and (c.kind = 'INTERNAL' or not exists (
                          select from claim k where k.id = c.claim_id and k.status in ('CLOSED', 'WITHDRAWN')))
                      and not exists (select from message m where m.tenant = :tenant and m.sender_id = :senderId
                                                              and m.client_key = :clientKey)
                      and not exists (select from scheduled_message s where s.tenant = :tenant and s.sender_id = :senderId
                                                                        and s.client_key = :clientKey)""");

    private static String append(String onlyIf) {
        return """
            with head as (
                update conversation c set last_seq = c.last_seq + 1, last_at = greatest(c.last_at, :now),
                                          active_at = greatest(c.last_at, :now)
                where c.id = :conversationId and c.tenant = :tenant and c.status = 'OPEN' and c.deleted_at is null""" + onlyIf + """

                returning c.id, c.claim_id, c.last_seq, c.last_at
            ), joined as (
                insert into participant (conversation_id, user_id, tenant, role, name, joined_at)
                select id, :senderId, :tenant, :senderRole, :senderName, last_at from head
                where not exists (select from participant where conversation_id = :conversationId and user_id = :senderId)
                on conflict do nothing
                returning user_id
            ), stored as (
                insert into message (id, tenant, conversation_id, claim_id, seq, kind, sender_id, sender_name, sender_role,
                                     receiver_id, body, reply_to_id, client_key, content_hash, created_at, overrode_seq)
                select :id, :tenant, id, claim_id, last_seq, 'TEXT', :senderId, :senderName, :senderRole,
                       :receiverId, :body, :replyToId, :clientKey, :hash, last_at, :overrodeSeq
                from head
                returning *
            ), words as (
                insert into message_words (message_id, tenant, conversation_id, words)
                select id, tenant, conversation_id, to_tsvector('parley_fr', body) || to_tsvector('parley_en', body)
                from stored
            )
            select stored.*, array(select user_id from participant where conversation_id = :conversationId
                                   union select user_id from joined) as participant_ids
            from stored""";
    }

    private static final String APPEND_SYSTEM = """
            with head as (
                update conversation set last_seq = last_seq + 1, last_at = greatest(last_at, :now),
                                        active_at = greatest(last_at, :now)
                where id = :conversationId and deleted_at is null
                returning id, tenant, claim_id, last_seq, last_at
            ), stored as (
                insert into message (id, tenant, conversation_id, claim_id, seq, kind, body, content_hash, created_at)
                select :id, tenant, id, claim_id, last_seq, 'SYSTEM', :body, '', last_at from head
                returning *
            )
            select stored.*, array(select user_id from participant where conversation_id = :conversationId) as participant_ids
            from stored""";

    private static final String WRITTEN_SINCE = """
            select exists (
                select from message where conversation_id = ? and seq > ? and kind = 'TEXT' and withdrawn_at is null
                                      and sender_id <> ?)""";

    private final JdbcClient jdbc;

    MessageStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A message about to be stored.
    ///
    /// @param overrodeSeq what the sender had seen, when others wrote since and the sender insisted
    record Row(
            UUID id,
            Caller sender,
            UUID conversationId,
            String body,
            @Nullable UUID receiverId,
            @Nullable UUID replyToId,
            @Nullable UUID clientKey,
            byte[] hash,
            @Nullable Long overrodeSeq) {}

    /// @param participantIds everybody who takes part at this moment, the sender included
    record Appended(StoredMessage message, List<UUID> participantIds) {}

    /// @return empty when the conversation is archived or deleted
    Optional<Appended> append(Row row, Instant now) {
        return append(APPEND, row, now);
    }

    /// Checks all that has to be checked for a message without receiver, reply and guard.
    ///
    /// @return empty when something speaks against it, or has to be looked at under the lock
    Optional<Appended> appendPlain(Row row, Instant now) {
        return append(APPEND_PLAIN, row, now);
    }

    private Optional<Appended> append(String statement, Row row, Instant now) {
        return jdbc.sql(statement)
                .param("now", Timestamp.from(now))
                .param("conversationId", row.conversationId())
                .param("tenant", row.sender().tenant())
                .param("senderId", row.sender().userId())
                .param("senderName", row.sender().name())
                .param("senderRole", row.sender().role().name())
                .param("id", row.id())
                .param("userId", row.sender().userId())
                .param("staff", row.sender().isStaff())
                .param("receiverId", row.receiverId())
                .param("body", row.body())
                .param("replyToId", row.replyToId())
                .param("clientKey", row.clientKey())
                .param("hash", row.hash())
                .param("overrodeSeq", row.overrodeSeq())
                .query(MessageStore::appended)
                .optional();
    }

    /// @return empty when the conversation is deleted
    Optional<Appended> appendSystem(UUID conversationId, UUID id, String body, Instant now) {
        return jdbc.sql(APPEND_SYSTEM)
                .param("now", Timestamp.from(now))
                .param("conversationId", conversationId)
                .param("id", id)
                .param("body", body)
                .query(MessageStore::appended)
                .optional();
    }

    private static Appended appended(ResultSet row, int number) throws SQLException {
        Array participants = row.getArray("participant_ids");
        List<UUID> ids = Arrays.asList((UUID[]) participants.getArray());
        return new Appended(StoredMessage.row(row, number), ids);
    }

    /// What came before with a key.
    ///
    /// @param isScheduled the key belongs to a message that was to be sent later
    record Earlier(@Nullable StoredMessage message, boolean isScheduled) {}

    Earlier byKey(Caller sender, UUID key) {
        return jdbc.sql("""
                        select key.is_scheduled, m.*
                        from (select exists (select from scheduled_message
                                             where tenant = :tenant and sender_id = :senderId and client_key = :key)
                                  as is_scheduled) key
                        left join message m on m.tenant = :tenant and m.sender_id = :senderId and m.client_key = :key""")
                .param("tenant", sender.tenant())
                .param("senderId", sender.userId())
                .param("key", key)
                .query((row, number) -> new Earlier(
                        row.getObject("id") == null ? null : StoredMessage.row(row, number),
                        row.getBoolean("is_scheduled")))
                .single();
    }

    /// Has anybody but the sender said anything after `seq`?
    boolean othersWroteSince(UUID conversationId, long seq, UUID senderId) {
        return jdbc.sql(WRITTEN_SINCE)
                .params(conversationId, seq, senderId)
                .query(Boolean.class)
                .single();
    }

    /// Has the other side, staff or customer, said anything after `seq`?
    boolean answeredSince(UUID conversationId, long seq, Caller sender) {
        return jdbc.sql("""
                        select exists (
                            select from message where conversation_id = ? and seq > ? and kind = 'TEXT'
                                                  and (sender_role = 'CUSTOMER') = ? and sender_id <> ?)""")
                .params(conversationId, seq, sender.role().isStaff(), sender.userId())
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
