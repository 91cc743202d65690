package dev.parley.contracts.messaging;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An archived conversation is open again.
///
/// @param seq of this entry
/// @param participantIds everybody who takes part at this moment: the audience of the frame
/// @param actorId null when Parley did
@Event(
        type = "conversation.reopened.v1",
        topic = Topic.CONVERSATION_EVENTS,
        publisher = "messaging-service",
        key = "conversationId")
public record ConversationReopened(
        String tenant,
        UUID conversationId,
        long seq,
        @Nullable UUID claimId,
        @Nullable UUID actorId,
        Instant reopenedAt,
        List<UUID> participantIds)
        implements DomainEvent {}
