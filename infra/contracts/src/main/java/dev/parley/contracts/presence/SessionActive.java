package dev.parley.contracts.presence;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;

/// The first sign of a person on a socket that was idle. A socket that was just opened is active without it.
///
/// @param turn as in [SessionIdle]
@Event(type = "session.active.v1", topic = Topic.SESSION_EVENTS, publisher = "gateway-service", key = "userId")
public record SessionActive(String tenant, UUID sessionId, UUID gatewayId, UUID userId, int turn, Instant activeAt)
        implements DomainEvent {}
