package dev.parley.contracts.presence;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;

/// A person has a session that lives and is not idle.
@Event(type = "user.online.v1", topic = Topic.USER_EVENTS, publisher = "presence-service", key = "userId")
public record UserOnline(String tenant, UUID userId, Instant onlineAt) implements DomainEvent {}
