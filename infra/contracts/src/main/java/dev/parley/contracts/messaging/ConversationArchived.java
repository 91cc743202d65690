package dev.parley.contracts.messaging;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation was put away: by somebody, or by Parley because nobody wrote for long. The next message reopens it.
///
/// @param seq of this entry
/// @param participantIds everybody who takes part at this moment: the audience of the frame
/// @param actorId null when Parley did
@Event(
        type = "conversation.archived.v1",
        topic = Topic.CONVERSATION_EVENTS,
        publisher = "messaging-service",
        key = "conversationId")
public record ConversationArchived(
        String tenant,
        UUID conversationId,
        long seq,
        @Nullable UUID claimId,
        @Nullable UUID actorId,
        Instant archivedAt,
        List<UUID> participantIds)
        implements DomainEvent {}
