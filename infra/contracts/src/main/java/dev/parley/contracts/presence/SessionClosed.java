package dev.parley.contracts.presence;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;

/// A person's socket ended, whoever ended it.
@Event(type = "session.closed.v1", topic = Topic.SESSION_EVENTS, publisher = "gateway-service", key = "userId")
public record SessionClosed(String tenant, UUID sessionId, UUID gatewayId, UUID userId, Instant closedAt)
        implements DomainEvent {}
