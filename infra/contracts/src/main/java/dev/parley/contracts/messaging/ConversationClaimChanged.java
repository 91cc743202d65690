package dev.parley.contracts.messaging;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The claim that a conversation is about changed its state, told at this place of the conversation.
///
/// @param seq of this entry
/// @param participantIds everybody who takes part at this moment: the audience of the frame
/// @param status of the claim from now on, as on REST
/// @param reason null when the change needs none
@Event(
        type = "conversation.claim-changed.v1",
        topic = Topic.CONVERSATION_EVENTS,
        publisher = "messaging-service",
        key = "conversationId")
public record ConversationClaimChanged(
        String tenant,
        UUID conversationId,
        long seq,
        @Nullable UUID claimId,
        String status,
        @Nullable String previousStatus,
        @Nullable String reason,
        @Nullable UUID actorId,
        Instant changedAt,
        List<UUID> participantIds)
        implements DomainEvent {}
