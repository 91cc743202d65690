package dev.parley.contracts.presence;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person is writing. May be lost, expires by itself after three seconds, and never delays a message.
@Event(type = "typing.started.v1", topic = Topic.TYPING_EVENTS, publisher = "gateway-service", key = "conversationId")
public record TypingStarted(
        String tenant, UUID conversationId, @Nullable UUID claimId, UUID userId, Instant startedAt)
        implements DomainEvent {}
