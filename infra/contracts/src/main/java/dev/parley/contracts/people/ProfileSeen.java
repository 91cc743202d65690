package dev.parley.contracts.people;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;

/// A person as their last valid token describes them. The latest record of a user stands for all before.
///
/// @param role CUSTOMER, AGENT or ADMIN
/// @param locale `fr` or `en`
@Event(type = "profile.seen.v1", topic = Topic.PROFILE_EVENTS, publisher = "gateway-service", key = "userId")
public record ProfileSeen(
        String tenant, UUID userId, String role, String name, String email, String locale, Instant seenAt)
        implements DomainEvent {}
