package dev.parley.attachment.membership;

import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.web.Caller;
import dev.parley.web.NotFound;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Answers whether a person may see a conversation or a message.
@Repository
public class Memberships {
    private final JdbcClient jdbc;

    Memberships(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @throws NotFound when it is not there, or not for this person
    @Transactional(readOnly = true)
    public void requireConversation(Caller caller, UUID conversationId) {
        requireVisible(caller, conversationId);
    }

    /// @throws NotFound when it is not there, or not for this person
    @Transactional(readOnly = true)
    public void requireMessage(Caller caller, UUID messageId) {
        UUID conversationId = jdbc.sql("select conversation_id from message where tenant = :tenant and id = :id")
                .param("tenant", caller.tenant())
                .param("id", messageId)
                .query(UUID.class)
                .optional()
                .orElseThrow(NotFound::new);
        requireVisible(caller, conversationId);
    }

    private void requireVisible(Caller caller, UUID conversationId) {
        Optional<Boolean> visible = jdbc.sql("""
                        select c.kind, exists (
                            select 1 from participant p
                            where p.tenant = c.tenant and p.conversation_id = c.id and p.user_id = :user) as participant
                        from conversation c where c.tenant = :tenant and c.id = :id and not c.deleted""")
                .param("user", caller.userId())
                .param("tenant", caller.tenant())
                .param("id", conversationId)
                .query((row, _) ->
                        Kind.valueOf(row.getString("kind")).isVisible(caller.isStaff(), row.getBoolean("participant")))
                .optional();
        if (!visible.orElse(false)) {
            throw new NotFound();
        }
    }

    void opened(ConversationOpened event) {
        int isNew = jdbc.sql("""
                        insert into conversation (id, tenant, kind, claim_id, members_as_of)
                        values (:id, :tenant, :kind, :claim, :seq) on conflict (id) do nothing""")
                .param("id", event.conversationId())
                .param("tenant", event.tenant())
                .param("kind", Kind.valueOf(event.kind()).name())
                .param("claim", event.claimId())
                .param("seq", event.seq())
                .update();
        if (isNew == 1) {
            replaceParticipants(event.tenant(), event.conversationId(), event.participantIds());
        }
    }

    void sent(MessageSent event) {
        jdbc.sql("""
                        insert into message (id, tenant, conversation_id, sender_id)
                        select :id, :tenant, :conversation, cast(:sender as uuid)
                        where not exists (select 1 from conversation c
                            where c.tenant = :tenant and c.id = :conversation and c.deleted)
                        on conflict (id) do nothing""")
                .param("id", event.messageId())
                .param("tenant", event.tenant())
                .param("conversation", event.conversationId())
                .param("sender", event.senderId())
                .update();
        named(event.tenant(), event.conversationId(), event.seq(), event.participantIds());
    }

    /// Who takes part as of the entry `seq`; what an older entry says changes nothing.
    void named(String tenant, UUID conversationId, long seq, List<UUID> participantIds) {
        int isNewer = jdbc.sql("""
                        update conversation set members_as_of = :seq
                        where tenant = :tenant and id = :conversation and members_as_of < :seq and not deleted""")
                .param("tenant", tenant)
                .param("conversation", conversationId)
                .param("seq", seq)
                .update();
        if (isNewer == 1) {
            replaceParticipants(tenant, conversationId, participantIds);
        }
    }

    /// From now on it is seen by nobody, as if it had never been there.
    void deleted(ConversationDeleted event) {
        jdbc.sql("update conversation set deleted = true where tenant = :tenant and id = :conversation")
                .param("tenant", event.tenant())
                .param("conversation", event.conversationId())
                .update();
        jdbc.sql("delete from message where tenant = :tenant and conversation_id = :conversation")
                .param("tenant", event.tenant())
                .param("conversation", event.conversationId())
                .update();
        replaceParticipants(event.tenant(), event.conversationId(), List.of());
    }

    /// Touches only the rows that differ.
    private void replaceParticipants(String tenant, UUID conversationId, List<UUID> userIds) {
        String[] users = userIds.stream().map(UUID::toString).toArray(String[]::new);
        jdbc.sql("""
                        delete from participant
                        where tenant = :tenant and conversation_id = :conversation
                          and user_id <> all(cast(:users as uuid[]))""")
                .param("tenant", tenant)
                .param("conversation", conversationId)
                .param("users", users)
                .update();
        jdbc.sql("""
                        insert into participant (tenant, conversation_id, user_id)
                        select :tenant, :conversation, unnest(cast(:users as uuid[])) on conflict do nothing""")
                .param("tenant", tenant)
                .param("conversation", conversationId)
                .param("users", users)
                .update();
    }
}
