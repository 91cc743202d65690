package dev.parley.contracts.presence;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;

/// For some minutes nothing came over a socket that a person causes. Told once, until [SessionActive] ends it.
///
/// @param turn how often the session has fallen idle or become active again: of two events about it the one with the
///     greater turn is the later one
/// @param lastActiveAt when a person last did something there, by the gateway's clock
/// @param idleAt when that was noticed, by the same clock
@Event(type = "session.idle.v1", topic = Topic.SESSION_EVENTS, publisher = "gateway-service", key = "userId")
public record SessionIdle(
        String tenant, UUID sessionId, UUID gatewayId, UUID userId, int turn, Instant lastActiveAt, Instant idleAt)
        implements DomainEvent {}
