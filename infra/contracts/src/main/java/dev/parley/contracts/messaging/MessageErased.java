package dev.parley.contracts.messaging;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An admin removed the content of a message for good; a tombstone keeps its place. Whoever stored the text forgets it.
///
/// @param seq of this entry
/// @param participantIds everybody who takes part at this moment: the audience of the frame
/// @param messageSeq of the message itself
@Event(
        type = "message.erased.v1",
        topic = Topic.CONVERSATION_EVENTS,
        publisher = "messaging-service",
        key = "conversationId")
public record MessageErased(
        String tenant,
        UUID conversationId,
        long seq,
        @Nullable UUID claimId,
        UUID messageId,
        long messageSeq,
        UUID erasedBy,
        Instant erasedAt,
        List<UUID> participantIds)
        implements DomainEvent {}
