package dev.parley.contracts.presence;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;

/// A gateway says every five seconds that its sessions are still there; silence ends them. One for all its sessions.
///
/// @param tenant always [DomainEvent#NO_TENANT]
@Event(type = "gateway.alive.v1", topic = Topic.SESSION_EVENTS, publisher = "gateway-service", key = "gatewayId")
public record GatewayAlive(String tenant, UUID gatewayId, Instant aliveAt) implements DomainEvent {}
