package dev.parley.contracts.claims;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What a claim says was changed: by the customer while it is a draft, priority and tags by staff.
///
/// @param changed names of the changed fields, as in the REST claim; `attributes` and `description` are named, not
/// carried
/// @param actorRole CUSTOMER, AGENT or ADMIN
@Event(type = "claim.edited.v1", topic = Topic.CLAIM_EVENTS, publisher = "claims-service", key = "claimId")
public record ClaimEdited(
        String tenant,
        UUID claimId,
        String reference,
        UUID customerId,
        List<String> changed,
        String title,
        String category,
        String priority,
        List<String> tags,
        UUID actorId,
        String actorName,
        String actorRole,
        Instant editedAt)
        implements DomainEvent {}
