package dev.parley.contracts.presence;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;

/// A person has sessions that live, and all of them are idle.
///
/// @param lastSeenAt their last sign of life
@Event(type = "user.away.v1", topic = Topic.USER_EVENTS, publisher = "presence-service", key = "userId")
public record UserAway(String tenant, UUID userId, Instant lastSeenAt) implements DomainEvent {}
