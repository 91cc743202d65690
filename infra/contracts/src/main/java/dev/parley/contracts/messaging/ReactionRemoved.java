package dev.parley.contracts.messaging;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody took a reaction back.
///
/// @param seq of this entry
/// @param participantIds everybody who takes part at this moment: the audience of the frame
/// @param messageSeq of the message itself
/// @param emoji one emoji
@Event(
        type = "reaction.removed.v1",
        topic = Topic.CONVERSATION_EVENTS,
        publisher = "messaging-service",
        key = "conversationId")
public record ReactionRemoved(
        String tenant,
        UUID conversationId,
        long seq,
        @Nullable UUID claimId,
        UUID messageId,
        long messageSeq,
        UUID userId,
        String emoji,
        Instant removedAt,
        List<UUID> participantIds)
        implements DomainEvent {}
