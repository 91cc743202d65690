package dev.parley.contracts.claims;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A claim got another agent, or none.
///
/// @param assigneeId null when nobody is responsible any more
/// @param assigneeName null while the claims service has not met the agent
@Event(type = "claim.assigned.v1", topic = Topic.CLAIM_EVENTS, publisher = "claims-service", key = "claimId")
public record ClaimAssigned(
        String tenant,
        UUID claimId,
        String reference,
        UUID customerId,
        @Nullable UUID conversationId,
        @Nullable UUID assigneeId,
        @Nullable String assigneeName,
        @Nullable UUID previousAssigneeId,
        UUID actorId,
        String actorName,
        String actorRole,
        Instant assignedAt)
        implements DomainEvent {}
