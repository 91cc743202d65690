package dev.parley.messaging.inbox;

import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.Participant;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation as clients see it.
///
/// @param claimStatus of its claim; null for DIRECT and GROUP
/// @param lastAt time of the last entry
/// @param activeAt time of the last message or of the opening: what the list is ordered by
/// @param lastMessage null when nothing was said, and in the answer to the start of a conversation
/// @param unread messages of others after the caller's position
/// @param muted the caller does not want to be told about it
record ConversationView(
        UUID id,
        Conversation.Kind kind,
        @Nullable UUID claimId,
        @Nullable UUID appointmentId,
        @Nullable String claimStatus,
        @Nullable String title,
        Conversation.Status status,
        @Nullable UUID createdBy,
        UUID epoch,
        long headSeq,
        Instant lastAt,
        Instant activeAt,
        Instant openedAt,
        @Nullable LastMessage lastMessage,
        long unread,
        boolean muted,
        List<Participant> participants) {
    /// @param senderId null when Parley spoke
    /// @param body empty when the message was withdrawn
    record LastMessage(
            UUID id,
            long seq,
            @Nullable UUID senderId,
            @Nullable String senderName,
            String body,
            Instant createdAt) {}

    static ConversationView of(
            Conversation conversation,
            @Nullable LastMessage last,
            long unread,
            boolean muted,
            List<Participant> participants) {
        return new ConversationView(
                conversation.id(),
                conversation.kind(),
                conversation.claimId(),
                conversation.appointmentId(),
                conversation.claimStatus(),
                conversation.title(),
                conversation.status(),
                conversation.createdBy(),
                conversation.epoch(),
                conversation.headSeq(),
                conversation.lastAt(),
                conversation.activeAt(),
                conversation.openedAt(),
                last,
                unread,
                muted,
                participants);
    }

    /// For an answer that is kept to be given again: it must not keep words that may be taken back or erased.
    ConversationView withoutLastMessage() {
        return new ConversationView(
                id,
                kind,
                claimId,
                appointmentId,
                claimStatus,
                title,
                status,
                createdBy,
                epoch,
                headSeq,
                lastAt,
                activeAt,
                openedAt,
                null,
                unread,
                muted,
                participants);
    }
}
