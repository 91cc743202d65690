package dev.parley.contracts.presence;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;

/// A person's socket was authenticated.
@Event(type = "session.opened.v1", topic = Topic.SESSION_EVENTS, publisher = "gateway-service", key = "userId")
public record SessionOpened(String tenant, UUID sessionId, UUID gatewayId, UUID userId, String role, Instant openedAt)
        implements DomainEvent {}
