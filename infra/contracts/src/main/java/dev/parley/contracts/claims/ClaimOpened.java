package dev.parley.contracts.claims;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A customer, or staff for a customer, started a draft. First fact of a claim; there is no messaging yet.
///
/// @param customerName empty when staff opened it for a customer whom the claims service has not met
/// @param actorRole CUSTOMER, AGENT or ADMIN
@Event(type = "claim.opened.v1", topic = Topic.CLAIM_EVENTS, publisher = "claims-service", key = "claimId")
public record ClaimOpened(
        String tenant,
        UUID claimId,
        String reference,
        UUID customerId,
        String customerName,
        String title,
        String category,
        Instant openedAt,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actorRole)
        implements DomainEvent {}
