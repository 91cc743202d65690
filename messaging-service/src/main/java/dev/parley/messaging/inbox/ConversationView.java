package dev.parley.messaging.inbox;

import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.Participant;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation as clients see it.
///
/// @param lastAt time of the last entry
/// @param unread messages of others after the caller's position
record ConversationView(
        UUID id,
        Conversation.Kind kind,
        @Nullable UUID claimId,
        @Nullable String title,
        Conversation.Status status,
        UUID epoch,
        long headSeq,
        Instant lastAt,
        Instant openedAt,
        @Nullable LastMessage lastMessage,
        long unread,
        List<Participant> participants) {
    /// @param senderId null when Parley spoke
    record LastMessage(
            UUID id,
            long seq,
            @Nullable UUID senderId,
            @Nullable String senderName,
            String body,
            Instant createdAt) {}
}
