package dev.parley.contracts.claims;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The customer took the claim back before it was decided.
///
/// @param conversationId null when the claim was still a draft: then there is no conversation
/// @param from the state before
@Event(type = "claim.withdrawn.v1", topic = Topic.CLAIM_EVENTS, publisher = "claims-service", key = "claimId")
public record ClaimWithdrawn(
        String tenant,
        UUID claimId,
        String reference,
        UUID customerId,
        @Nullable UUID conversationId,
        @Nullable UUID assigneeId,
        String from,
        @Nullable String reason,
        UUID actorId,
        String actorName,
        String actorRole,
        Instant withdrawnAt)
        implements DomainEvent {}
