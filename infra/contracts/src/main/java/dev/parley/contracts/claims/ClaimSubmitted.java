package dev.parley.contracts.claims;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;

/// The customer handed the claim in. Its conversation begins here.
///
/// @param conversationId derived from the claim id, see [dev.parley.contracts.ConversationIds]
/// @param customerLocale language of the customer, `fr` or `en`
@Event(type = "claim.submitted.v1", topic = Topic.CLAIM_EVENTS, publisher = "claims-service", key = "claimId")
public record ClaimSubmitted(
        String tenant,
        UUID claimId,
        String reference,
        UUID conversationId,
        UUID customerId,
        String customerName,
        String customerLocale,
        String title,
        String category,
        Instant submittedAt)
        implements DomainEvent {}
