package dev.parley.contracts.messaging;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message was stored. It became true with the commit that also wrote this fact.
///
/// @param seq position in the conversation: 1, 2, 3 … without a hole, one order for everybody
/// @param kind TEXT by a person or SYSTEM by Parley
/// @param senderId null for a SYSTEM message, as are name, role and clientKey
/// @param senderRole CUSTOMER, AGENT or ADMIN
/// @param body as written, at most 10,000 characters
/// @param clientKey the idempotency key of the send
/// @param createdAt never falls as `seq` rises
/// @param overrodeSeq the sender had seen the conversation only up to here and sent all the same; null when others had
///     written nothing since, or the sender did not say what they had seen
/// @param participantIds everybody who takes part at this moment, the sender included: the audience of the frame
@Event(
        type = "message.sent.v1",
        topic = Topic.CONVERSATION_EVENTS,
        publisher = "messaging-service",
        key = "conversationId")
public record MessageSent(
        String tenant,
        UUID conversationId,
        long seq,
        UUID messageId,
        @Nullable UUID claimId,
        String kind,
        @Nullable UUID senderId,
        @Nullable String senderName,
        @Nullable String senderRole,
        @Nullable UUID receiverId,
        String body,
        @Nullable UUID replyToId,
        @Nullable UUID clientKey,
        Instant createdAt,
        List<UUID> participantIds,
        @Nullable Long overrodeSeq)
        implements DomainEvent {}
