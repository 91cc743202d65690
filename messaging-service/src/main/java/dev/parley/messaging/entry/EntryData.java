package dev.parley.messaging.entry;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.messaging.ConversationArchived;
import dev.parley.contracts.messaging.ConversationClaimChanged;
import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.ConversationRenamed;
import dev.parley.contracts.messaging.ConversationReopened;
import dev.parley.contracts.messaging.MessageEdited;
import dev.parley.contracts.messaging.MessageErased;
import dev.parley.contracts.messaging.MessageWithdrawn;
import dev.parley.contracts.messaging.ParticipantJoined;
import dev.parley.contracts.messaging.ParticipantLeft;
import dev.parley.contracts.messaging.ReactionAdded;
import dev.parley.contracts.messaging.ReactionRemoved;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `data` of the entries that are no message, field for field that of the socket frame of the same name. Fields that an
/// entry of the kind does not carry are null.
sealed interface EntryData {
    /// The type of the entry, and of the frame.
    @JsonIgnore
    String frame();

    /// @throws IllegalStateException for a fact that is no entry of a log
    static EntryData of(DomainEvent event) {
        return switch (event) {
            case MessageEdited it ->
                new Edited(
                        it.conversationId(),
                        it.seq(),
                        it.messageId(),
                        it.messageSeq(),
                        it.body(),
                        it.editorId(),
                        it.editedAt());
            case MessageWithdrawn it ->
                new Withdrawn(
                        it.conversationId(),
                        it.seq(),
                        it.messageId(),
                        it.messageSeq(),
                        it.withdrawnBy(),
                        it.reason(),
                        it.withdrawnAt(),
                        false);
            case MessageErased it ->
                new Withdrawn(
                        it.conversationId(),
                        it.seq(),
                        it.messageId(),
                        it.messageSeq(),
                        it.erasedBy(),
                        null,
                        it.erasedAt(),
                        true);
            case ReactionAdded it ->
                new Reaction(
                        it.conversationId(),
                        it.seq(),
                        it.messageId(),
                        it.messageSeq(),
                        it.userId(),
                        it.emoji(),
                        "ADDED",
                        it.addedAt());
            case ReactionRemoved it ->
                new Reaction(
                        it.conversationId(),
                        it.seq(),
                        it.messageId(),
                        it.messageSeq(),
                        it.userId(),
                        it.emoji(),
                        "REMOVED",
                        it.removedAt());
            case ParticipantJoined it ->
                new Participation(
                        it.conversationId(),
                        it.seq(),
                        "JOINED",
                        it.userId(),
                        it.name(),
                        it.role(),
                        it.addedBy(),
                        it.joinedAt());
            case ParticipantLeft it ->
                new Participation(
                        it.conversationId(), it.seq(), "LEFT", it.userId(), null, null, it.removedBy(), it.leftAt());
            case ConversationClaimChanged it ->
                new ClaimChanged(
                        it.conversationId(),
                        it.seq(),
                        it.claimId(),
                        it.status(),
                        it.previousStatus(),
                        it.reason(),
                        it.actorId(),
                        it.changedAt());
            case ConversationOpened it ->
                new Changed(
                        it.conversationId(),
                        it.seq(),
                        "OPENED",
                        it.kind(),
                        it.claimId(),
                        it.title(),
                        "OPEN",
                        null,
                        it.openedAt());
            case ConversationRenamed it ->
                changed(
                        it.conversationId(),
                        it.seq(),
                        "RENAMED",
                        it.claimId(),
                        it.title(),
                        null,
                        it.actorId(),
                        it.renamedAt());
            case ConversationArchived it ->
                changed(
                        it.conversationId(),
                        it.seq(),
                        "ARCHIVED",
                        it.claimId(),
                        null,
                        "ARCHIVED",
                        it.actorId(),
                        it.archivedAt());
            case ConversationReopened it ->
                changed(
                        it.conversationId(),
                        it.seq(),
                        "REOPENED",
                        it.claimId(),
                        null,
                        "OPEN",
                        it.actorId(),
                        it.reopenedAt());
            case ConversationDeleted it ->
                changed(
                        it.conversationId(),
                        it.seq(),
                        "DELETED",
                        it.claimId(),
                        null,
                        null,
                        it.actorId(),
                        it.deletedAt());
            default -> throw new IllegalStateException(event.getClass().getSimpleName() + " is no entry of a log");
        };
    }

    private static Changed changed(
            UUID conversationId,
            long seq,
            String change,
            @Nullable UUID claimId,
            @Nullable String title,
            @Nullable String status,
            @Nullable UUID actorId,
            Instant at) {
        return new Changed(conversationId, seq, change, null, claimId, title, status, actorId, at);
    }

    /// Other words stand there from now on.
    record Edited(
            UUID conversationId,
            long seq,
            UUID messageId,
            long messageSeq,
            String body,
            UUID editorId,
            Instant editedAt)
            implements EntryData {
        /// Of a message that was withdrawn since.
        Edited withoutWords() {
            return new Edited(conversationId, seq, messageId, messageSeq, "", editorId, editedAt);
        }

        @Override
        public String frame() {
            return "message_edited";
        }
    }

    /// @param erased for good
    record Withdrawn(
            UUID conversationId,
            long seq,
            UUID messageId,
            long messageSeq,
            UUID withdrawnBy,
            @Nullable String reason,
            Instant withdrawnAt,
            boolean erased)
            implements EntryData {
        @Override
        public String frame() {
            return "message_withdrawn";
        }
    }

    /// @param action ADDED or REMOVED
    record Reaction(
            UUID conversationId,
            long seq,
            UUID messageId,
            long messageSeq,
            UUID userId,
            String emoji,
            String action,
            Instant at)
            implements EntryData {
        @Override
        public String frame() {
            return "message_reaction";
        }
    }

    /// @param change JOINED or LEFT; `by` null when Parley did it
    record Participation(
            UUID conversationId,
            long seq,
            String change,
            UUID userId,
            @Nullable String name,
            @Nullable String role,
            @Nullable UUID by,
            Instant at)
            implements EntryData {
        @Override
        public String frame() {
            return "participant_changed";
        }
    }

    /// @param change OPENED, RENAMED, ARCHIVED, REOPENED or DELETED
    record Changed(
            UUID conversationId,
            long seq,
            String change,
            @Nullable String kind,
            @Nullable UUID claimId,
            @Nullable String title,
            @Nullable String status,
            @Nullable UUID actorId,
            Instant at)
            implements EntryData {
        @Override
        public String frame() {
            return "conversation_updated";
        }
    }

    /// The claim has another state.
    record ClaimChanged(
            UUID conversationId,
            long seq,
            @Nullable UUID claimId,
            String status,
            @Nullable String previousStatus,
            @Nullable String reason,
            @Nullable UUID actorId,
            Instant at)
            implements EntryData {
        @Override
        public String frame() {
            return "claim_updated";
        }
    }
}
