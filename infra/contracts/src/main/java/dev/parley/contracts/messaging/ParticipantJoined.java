package dev.parley.contracts.messaging;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody takes part from now on.
///
/// @param seq of this entry
/// @param participantIds everybody who takes part at this moment: the audience of the frame
/// @param role CUSTOMER, AGENT or ADMIN
/// @param addedBy null when Parley did, for instance because the claim was assigned
@Event(
        type = "participant.joined.v1",
        topic = Topic.CONVERSATION_EVENTS,
        publisher = "messaging-service",
        key = "conversationId")
public record ParticipantJoined(
        String tenant,
        UUID conversationId,
        long seq,
        @Nullable UUID claimId,
        UUID userId,
        String name,
        String role,
        @Nullable UUID addedBy,
        Instant joinedAt,
        List<UUID> participantIds)
        implements DomainEvent {}
