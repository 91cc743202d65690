package dev.parley.contracts.claims;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Staff moved a claim from one state to another. Submission and withdrawal are facts of their own.
///
/// @param from the state before, as on REST
/// @param to the state now
/// @param reason why, in the words of whoever did it; the customer reads it
@Event(type = "claim.status-changed.v1", topic = Topic.CLAIM_EVENTS, publisher = "claims-service", key = "claimId")
public record ClaimStatusChanged(
        String tenant,
        UUID claimId,
        String reference,
        UUID customerId,
        UUID conversationId,
        @Nullable UUID assigneeId,
        String from,
        String to,
        String reason,
        UUID actorId,
        String actorName,
        String actorRole,
        Instant changedAt)
        implements DomainEvent {}
