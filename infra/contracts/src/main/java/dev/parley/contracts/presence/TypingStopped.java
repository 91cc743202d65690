package dev.parley.contracts.presence;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person stopped writing.
@Event(type = "typing.stopped.v1", topic = Topic.TYPING_EVENTS, publisher = "gateway-service", key = "conversationId")
public record TypingStopped(
        String tenant, UUID conversationId, @Nullable UUID claimId, UUID userId, Instant stoppedAt)
        implements DomainEvent {}
