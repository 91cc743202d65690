package dev.parley.messaging.claim;

import dev.parley.contracts.ConversationIds;
import dev.parley.messaging.conversation.Participant;
import dev.parley.web.Role;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What messaging knows of a claim. The time of the fact decides: an older one that comes late changes nothing.
@Component
public class ClaimStates {
    private final JdbcClient jdbc;

    ClaimStates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @return false when something newer is known already
    boolean moved(String tenant, UUID id, UUID customerId, String status, Instant at) {
        return jdbc.sql("""
                                insert into claim (id, tenant, conversation_id, customer_id, status, status_at)
                                values (:id, :tenant, :conversationId, :customerId, :status, :at)
                                on conflict (id) do update set status = excluded.status, status_at = excluded.status_at
                                    where claim.status_at < excluded.status_at""")
                        .param("id", id)
                        .param("tenant", tenant)
                        .param("conversationId", ConversationIds.ofClaim(id))
                        .param("customerId", customerId)
                        .param("status", status)
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    /// @return false when something newer is known already
    boolean assigned(
            String tenant,
            UUID id,
            UUID customerId,
            @Nullable UUID assigneeId,
            @Nullable String assigneeName,
            Instant at) {
        return jdbc.sql("""
                                insert into claim (id, tenant, conversation_id, customer_id, status, assignee_id,
                                                   assignee_name, assigned_at)
                                values (:id, :tenant, :conversationId, :customerId, 'DRAFT', :assigneeId, :name, :at)
                                on conflict (id) do update
                                    set assignee_id = excluded.assignee_id, assignee_name = excluded.assignee_name,
                                        assigned_at = excluded.assigned_at
                                    where claim.assigned_at < excluded.assigned_at""")
                        .param("id", id)
                        .param("tenant", tenant)
                        .param("conversationId", ConversationIds.ofClaim(id))
                        .param("customerId", customerId)
                        .param("assigneeId", assigneeId)
                        .param("name", assigneeName)
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    /// The agent who is responsible.
    public Optional<Participant> assignee(UUID claimId) {
        return jdbc.sql(
                        "select assignee_id, coalesce(assignee_name, '') from claim where id = ? and assignee_id is not null")
                .param(claimId)
                .query((row, _) -> new Participant(row.getObject(1, UUID.class), row.getString(2), Role.AGENT))
                .optional();
    }

    List<UUID> conversations(UUID claimId) {
        return jdbc.sql("select id from conversation where claim_id = ? and deleted_at is null order by opened_at, id")
                .param(claimId)
                .query(UUID.class)
                .list();
    }
}
