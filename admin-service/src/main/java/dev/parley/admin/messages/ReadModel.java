package dev.parley.admin.messages;

import dev.parley.contracts.claims.ClaimAssigned;
import dev.parley.contracts.claims.ClaimEdited;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageRead;
import dev.parley.contracts.messaging.MessageSent;
import java.sql.Timestamp;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Writes what events say. Runs in the transaction of the event; each write may be repeated.
@Repository
class ReadModel {
    private final JdbcClient jdbc;

    ReadModel(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Claim(String tenant, UUID id, String reference, UUID customerId, String customerName, String title) {}

    void claim(Claim claim) {
        jdbc.sql("""
                        insert into claim (id, tenant, reference, customer_id, customer_name, title)
                        values (:id, :tenant, :reference, :customer, :customerName, :title)
                        on conflict (id) do update set
                            reference = excluded.reference, customer_id = excluded.customer_id,
                            customer_name = excluded.customer_name, title = excluded.title""")
                .param("id", claim.id())
                .param("tenant", claim.tenant())
                .param("reference", claim.reference())
                .param("customer", claim.customerId())
                .param("customerName", claim.customerName())
                .param("title", claim.title())
                .update();
    }

    /// The claim is known from an earlier record of the same key.
    void assigned(ClaimAssigned event) {
        jdbc.sql("update claim set agent_id = :agent, agent_name = :name where tenant = :tenant and id = :claim")
                .param("agent", event.assigneeId())
                .param("name", event.assigneeName())
                .param("tenant", event.tenant())
                .param("claim", event.claimId())
                .update();
    }

    void edited(ClaimEdited event) {
        jdbc.sql("update claim set title = :title where tenant = :tenant and id = :claim")
                .param("title", event.title())
                .param("tenant", event.tenant())
                .param("claim", event.claimId())
                .update();
    }

    void opened(ConversationOpened event) {
        if (event.claimId() == null) {
            return;
        }
        jdbc.sql("insert into conversation (id, tenant, kind) values (:id, :tenant, :kind) on conflict (id) do nothing")
                .param("id", event.conversationId())
                .param("tenant", event.tenant())
                .param("kind", event.kind())
                .update();
    }

    /// Its conversation was opened by an earlier record of the same key.
    void sent(MessageSent event) {
        if (event.claimId() == null) {
            return;
        }
        jdbc.sql("""
                        insert into message (id, tenant, conversation_id, claim_id, internal, seq, as_of, kind, sender_id,
                            sender_name, sender_role, receiver_id, body, reply_to_id, client_key, created_at, words)
                        select :id, :tenant, :conversation, :claim,
                            exists (select 1 from conversation c
                                where c.tenant = :tenant and c.id = :conversation and c.kind = 'INTERNAL'),
                            :seq, :seq, :kind, cast(:sender as uuid), :senderName, :senderRole, cast(:receiver as uuid), :body,
                            cast(:replyTo as uuid), cast(:clientKey as uuid), :createdAt, to_tsvector('simple', :words)
                        where not exists (select 1 from conversation c
                            where c.tenant = :tenant and c.id = :conversation and c.deleted)
                        on conflict (id) do nothing""")
                .param("id", event.messageId())
                .param("tenant", event.tenant())
                .param("conversation", event.conversationId())
                .param("claim", event.claimId())
                .param("seq", event.seq())
                .param("kind", event.kind())
                .param("sender", event.senderId())
                .param("senderName", event.senderName())
                .param("senderRole", event.senderRole())
                .param("receiver", event.receiverId())
                .param("body", event.body())
                .param("replyTo", event.replyToId())
                .param("clientKey", event.clientKey())
                .param("createdAt", Timestamp.from(event.createdAt()))
                .param(
                        "words",
                        SearchWords.fold(Objects.requireNonNullElse(event.senderName(), "") + "\n" + event.body()))
                .update();
    }

    void read(MessageRead event) {
        if (event.claimId() == null) {
            return;
        }
        jdbc.sql("""
                        with moved as (
                            insert into read_position (tenant, conversation_id, user_id, role, up_to_seq)
                            values (:tenant, :conversation, :user, :role, :seq)
                            on conflict (tenant, conversation_id, user_id) do update set
                                role = excluded.role, up_to_seq = excluded.up_to_seq
                            where read_position.up_to_seq < excluded.up_to_seq
                            returning tenant, conversation_id, user_id, up_to_seq)
                        insert into receipt (tenant, conversation_id, user_id, up_to_seq, read_at)
                        select tenant, conversation_id, user_id, up_to_seq, :readAt from moved""")
                .param("tenant", event.tenant())
                .param("conversation", event.conversationId())
                .param("user", event.userId())
                .param("role", event.readerRole())
                .param("seq", event.upToSeq())
                .param("readAt", Timestamp.from(event.readAt()))
                .update();
    }
}
