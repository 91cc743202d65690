package dev.parley.contracts.messaging;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message was taken back by its sender or by staff; nobody sees its text any more.
///
/// @param seq of this entry
/// @param participantIds everybody who takes part at this moment: the audience of the frame
/// @param messageSeq of the message itself
/// @param reason given when staff take back the message of somebody else
@Event(
        type = "message.withdrawn.v1",
        topic = Topic.CONVERSATION_EVENTS,
        publisher = "messaging-service",
        key = "conversationId")
public record MessageWithdrawn(
        String tenant,
        UUID conversationId,
        long seq,
        @Nullable UUID claimId,
        UUID messageId,
        long messageSeq,
        UUID withdrawnBy,
        @Nullable String reason,
        Instant withdrawnAt,
        List<UUID> participantIds)
        implements DomainEvent {}
