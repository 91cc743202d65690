package dev.parley.contracts.presence;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;

/// No session of a person lives any more, and the grace against flicker is over.
@Event(type = "user.offline.v1", topic = Topic.USER_EVENTS, publisher = "presence-service", key = "userId")
public record UserOffline(String tenant, UUID userId, Instant lastSeenAt) implements DomainEvent {}
