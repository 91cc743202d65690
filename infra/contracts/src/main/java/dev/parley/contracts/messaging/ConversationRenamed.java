package dev.parley.contracts.messaging;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation has another title.
///
/// @param seq of this entry
/// @param participantIds everybody who takes part at this moment: the audience of the frame
@Event(
        type = "conversation.renamed.v1",
        topic = Topic.CONVERSATION_EVENTS,
        publisher = "messaging-service",
        key = "conversationId")
public record ConversationRenamed(
        String tenant,
        UUID conversationId,
        long seq,
        @Nullable UUID claimId,
        String title,
        UUID actorId,
        Instant renamedAt,
        List<UUID> participantIds)
        implements DomainEvent {}
