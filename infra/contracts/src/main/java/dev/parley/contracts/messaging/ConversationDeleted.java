package dev.parley.contracts.messaging;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An admin deleted a conversation: its last entry. Whoever stored its content forgets it.
///
/// @param seq of this entry
/// @param participantIds everybody who takes part at this moment: the audience of the frame
@Event(
        type = "conversation.deleted.v1",
        topic = Topic.CONVERSATION_EVENTS,
        publisher = "messaging-service",
        key = "conversationId")
public record ConversationDeleted(
        String tenant,
        UUID conversationId,
        long seq,
        @Nullable UUID claimId,
        UUID actorId,
        Instant deletedAt,
        List<UUID> participantIds)
        implements DomainEvent {}
