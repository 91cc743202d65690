package dev.parley.contracts.messaging;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person's read position rose. It never falls; only its owner moves it.
///
/// @param upToSeq everything up to here is read by `userId`
/// @param messageId the last message at or before `upToSeq`, null when there is none
/// @param readerRole CUSTOMER, AGENT or ADMIN
/// @param participantIds who takes part at this moment
@Event(type = "message.read.v1", topic = Topic.RECEIPT_EVENTS, publisher = "messaging-service", key = "conversationId")
public record MessageRead(
        String tenant,
        UUID conversationId,
        @Nullable UUID claimId,
        UUID userId,
        String readerRole,
        long upToSeq,
        @Nullable UUID messageId,
        Instant readAt,
        List<UUID> participantIds)
        implements DomainEvent {}
