package dev.parley.contracts.messaging;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation exists. Always its first entry: `seq` is 1.
///
/// @param epoch changes only after a restore from a backup; clients hold `(epoch, seq)`
/// @param kind CLAIM, APPOINTMENT, INTERNAL, DIRECT or GROUP
/// @param claimId null for DIRECT and GROUP
/// @param appointmentId of an APPOINTMENT conversation
/// @param participantIds who takes part from the start
@Event(
        type = "conversation.opened.v1",
        topic = Topic.CONVERSATION_EVENTS,
        publisher = "messaging-service",
        key = "conversationId")
public record ConversationOpened(
        String tenant,
        UUID conversationId,
        long seq,
        UUID epoch,
        String kind,
        @Nullable UUID claimId,
        @Nullable String title,
        List<UUID> participantIds,
        Instant openedAt,
        @Nullable UUID appointmentId)
        implements DomainEvent {}
