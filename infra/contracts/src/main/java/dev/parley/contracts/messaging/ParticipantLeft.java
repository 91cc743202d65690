package dev.parley.contracts.messaging;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody takes no part any more, and sees nothing that comes later.
///
/// @param seq of this entry
/// @param participantIds those who remain; the frame goes to them and, as the last one, to `userId`
/// @param removedBy equals `userId` when they left by themselves
@Event(
        type = "participant.left.v1",
        topic = Topic.CONVERSATION_EVENTS,
        publisher = "messaging-service",
        key = "conversationId")
public record ParticipantLeft(
        String tenant,
        UUID conversationId,
        long seq,
        @Nullable UUID claimId,
        UUID userId,
        UUID removedBy,
        Instant leftAt,
        List<UUID> participantIds)
        implements DomainEvent {}
