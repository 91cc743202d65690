package dev.parley.presence.membership;

import dev.parley.web.Caller;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Answers who shares a conversation with whom.
@Repository
public class Memberships {
    private final JdbcClient jdbc;

    Memberships(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Those among `userIds` who are in a conversation with the caller at the moment. Says nothing about the caller.
    @Transactional(readOnly = true)
    public Set<UUID> sharingWith(Caller caller, Collection<UUID> userIds) {
        return jdbc
                .sql("""
                        select distinct theirs.user_id
                        from participant mine
                        join participant theirs
                          on theirs.tenant = mine.tenant and theirs.conversation_id = mine.conversation_id
                        where mine.tenant = :tenant and mine.user_id = :self
                          and theirs.user_id = any(cast(:users as uuid[]))""")
                .param("tenant", caller.tenant())
                .param("self", caller.userId())
                .param("users", text(userIds))
                .query(UUID.class)
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    void opened(String tenant, UUID conversationId, long seq, List<UUID> participantIds) {
        int isNew = jdbc.sql("""
                        insert into conversation (id, tenant, members_as_of)
                        values (:id, :tenant, :seq) on conflict (id) do nothing""")
                .param("id", conversationId)
                .param("tenant", tenant)
                .param("seq", seq)
                .update();
        if (isNew == 1) {
            replace(tenant, conversationId, participantIds);
        }
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
            replace(tenant, conversationId, participantIds);
        }
    }

    /// Writes nothing for somebody who is in already: most messages are from them.
    void spoke(String tenant, UUID conversationId, long seq, UUID senderId) {
        jdbc.sql("""
                        insert into participant (tenant, conversation_id, user_id)
                        select c.tenant, c.id, :sender from conversation c
                        where c.tenant = :tenant and c.id = :conversation and c.members_as_of < :seq and not c.deleted
                        on conflict do nothing""")
                .param("tenant", tenant)
                .param("conversation", conversationId)
                .param("seq", seq)
                .param("sender", senderId)
                .update();
    }

    void deleted(String tenant, UUID conversationId) {
        jdbc.sql("update conversation set deleted = true where tenant = :tenant and id = :conversation")
                .param("tenant", tenant)
                .param("conversation", conversationId)
                .update();
        replace(tenant, conversationId, List.of());
    }

    /// Touches only the rows that differ.
    private void replace(String tenant, UUID conversationId, List<UUID> userIds) {
        jdbc.sql("""
                        delete from participant
                        where tenant = :tenant and conversation_id = :conversation
                          and user_id <> all(cast(:users as uuid[]))""")
                .param("tenant", tenant)
                .param("conversation", conversationId)
                .param("users", text(userIds))
                .update();
        jdbc.sql("""
                        insert into participant (tenant, conversation_id, user_id)
                        select :tenant, :conversation, unnest(cast(:users as uuid[])) on conflict do nothing""")
                .param("tenant", tenant)
                .param("conversation", conversationId)
                .param("users", text(userIds))
                .update();
    }

    private static String[] text(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
