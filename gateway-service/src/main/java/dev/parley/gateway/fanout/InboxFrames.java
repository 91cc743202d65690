package dev.parley.gateway.fanout;

import static dev.parley.gateway.fanout.EntryFrames.id;
import static dev.parley.gateway.fanout.EntryFrames.text;

import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.claims.ClaimAssigned;
import dev.parley.contracts.claims.ClaimEdited;
import dev.parley.contracts.claims.ClaimOpened;
import dev.parley.contracts.claims.ClaimStatusChanged;
import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.contracts.claims.ClaimWithdrawn;
import dev.parley.contracts.messaging.ConversationArchived;
import dev.parley.contracts.messaging.ConversationClaimChanged;
import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.ConversationRenamed;
import dev.parley.contracts.messaging.ConversationReopened;
import dev.parley.contracts.messaging.MessageEdited;
import dev.parley.contracts.messaging.MessageErased;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.messaging.MessageWithdrawn;
import dev.parley.contracts.messaging.ParticipantJoined;
import dev.parley.contracts.messaging.ParticipantLeft;
import dev.parley.contracts.messaging.ReactionAdded;
import dev.parley.contracts.messaging.ReactionRemoved;
import dev.parley.gateway.frame.ServerFrame;
import dev.parley.gateway.frame.Times;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The frame `inbox_update`: what happened to a claim or in one of its conversations, in a few words, for staff who
/// watch all claims of their tenant. Always the same fields in the same order, null where the event does not say.
final class InboxFrames {
    static final int LONGEST_EXCERPT = 140;

    private InboxFrames() {}

    /// @return null for what is about no claim
    static @Nullable ByteBuf of(DomainEvent event) {
        Summary summary = ofClaim(event);
        if (summary == null) {
            summary = ofMessage(event);
        }
        if (summary == null) {
            summary = ofConversation(event);
        }
        return summary == null || summary.claimId == null ? null : summary.frame();
    }

    // ---- facts of the claim itself ----

    private static @Nullable Summary ofClaim(DomainEvent event) {
        return switch (event) {
            case ClaimOpened e ->
                claim("claim_opened", e.claimId(), null, e.openedAt(), e.actorId(), e.reference())
                        .titled(e.title())
                        .inState("DRAFT");
            case ClaimSubmitted e ->
                claim(
                                "claim_submitted",
                                e.claimId(),
                                e.conversationId(),
                                e.submittedAt(),
                                e.customerId(),
                                e.reference())
                        .titled(e.title())
                        .inState("SUBMITTED");
            case ClaimEdited e ->
                claim("claim_edited", e.claimId(), null, e.editedAt(), e.actorId(), e.reference())
                        .titled(e.title());
            case ClaimAssigned e ->
                claim("claim_assigned", e.claimId(), e.conversationId(), e.assignedAt(), e.actorId(), e.reference())
                        .assignedTo(e.assigneeId());
            case ClaimStatusChanged e ->
                claim(
                                "claim_status_changed",
                                e.claimId(),
                                e.conversationId(),
                                e.changedAt(),
                                e.actorId(),
                                e.reference())
                        .inState(e.to())
                        .assignedTo(e.assigneeId());
            case ClaimWithdrawn e ->
                claim("claim_withdrawn", e.claimId(), e.conversationId(), e.withdrawnAt(), e.actorId(), e.reference())
                        .inState("WITHDRAWN")
                        .assignedTo(e.assigneeId());
            default -> null;
        };
    }

    private static Summary claim(
            String type,
            UUID claimId,
            @Nullable UUID conversationId,
            Instant at,
            @Nullable UUID actorId,
            String reference) {
        Summary summary = new Summary(type, claimId, conversationId, null, at, actorId);
        summary.reference = reference;
        return summary;
    }

    // ---- messages ----

    private static @Nullable Summary ofMessage(DomainEvent event) {
        return switch (event) {
            case MessageSent e ->
                entry("new_message", e.claimId(), e.conversationId(), e.seq(), e.createdAt(), e.senderId())
                        .about(e.messageId(), e.senderId(), e.senderName(), e.senderRole(), e.body());
            case MessageEdited e ->
                entry("message_edited", e.claimId(), e.conversationId(), e.seq(), e.editedAt(), e.editorId())
                        .about(e.messageId(), e.editorId(), null, null, e.body());
            case MessageWithdrawn e ->
                entry("message_withdrawn", e.claimId(), e.conversationId(), e.seq(), e.withdrawnAt(), e.withdrawnBy())
                        .about(e.messageId());
            case MessageErased e ->
                entry("message_withdrawn", e.claimId(), e.conversationId(), e.seq(), e.erasedAt(), e.erasedBy())
                        .about(e.messageId());
            case ReactionAdded e ->
                entry("message_reaction", e.claimId(), e.conversationId(), e.seq(), e.addedAt(), e.userId())
                        .changed("ADDED")
                        .about(e.messageId());
            case ReactionRemoved e ->
                entry("message_reaction", e.claimId(), e.conversationId(), e.seq(), e.removedAt(), e.userId())
                        .changed("REMOVED")
                        .about(e.messageId());
            default -> null;
        };
    }

    // ---- the conversation ----

    private static @Nullable Summary ofConversation(DomainEvent event) {
        return switch (event) {
            case ParticipantJoined e ->
                entry("participant_changed", e.claimId(), e.conversationId(), e.seq(), e.joinedAt(), e.userId())
                        .changed("JOINED");
            case ParticipantLeft e ->
                entry("participant_changed", e.claimId(), e.conversationId(), e.seq(), e.leftAt(), e.userId())
                        .changed("LEFT");
            case ConversationOpened e ->
                entry("conversation_updated", e.claimId(), e.conversationId(), e.seq(), e.openedAt(), null)
                        .changed("OPENED")
                        .titled(e.title());
            case ConversationRenamed e ->
                entry("conversation_updated", e.claimId(), e.conversationId(), e.seq(), e.renamedAt(), e.actorId())
                        .changed("RENAMED")
                        .titled(e.title());
            case ConversationArchived e ->
                entry("conversation_updated", e.claimId(), e.conversationId(), e.seq(), e.archivedAt(), e.actorId())
                        .changed("ARCHIVED");
            case ConversationReopened e ->
                entry("conversation_updated", e.claimId(), e.conversationId(), e.seq(), e.reopenedAt(), e.actorId())
                        .changed("REOPENED");
            case ConversationDeleted e ->
                entry("conversation_updated", e.claimId(), e.conversationId(), e.seq(), e.deletedAt(), e.actorId())
                        .changed("DELETED");
            case ConversationClaimChanged e ->
                entry("claim_updated", e.claimId(), e.conversationId(), e.seq(), e.changedAt(), e.actorId())
                        .inState(e.status());
            default -> null;
        };
    }

    private static Summary entry(
            String type, @Nullable UUID claimId, UUID conversationId, long seq, Instant at, @Nullable UUID actorId) {
        return new Summary(type, claimId, conversationId, seq, at, actorId);
    }

    private record Said(
            UUID id,
            @Nullable UUID senderId,
            @Nullable String senderName,
            @Nullable String senderRole,
            @Nullable String excerpt) {}

    private static final class Summary {
        private final String type;
        private final @Nullable UUID claimId;
        private final @Nullable UUID conversationId;
        private final @Nullable Long seq;
        private final Instant at;
        private final @Nullable UUID actorId;
        private @Nullable String change;
        private @Nullable Said message;
        private @Nullable String status;
        private @Nullable UUID assigneeId;
        private @Nullable String reference;
        private @Nullable String title;

        private Summary(
                String type,
                @Nullable UUID claimId,
                @Nullable UUID conversationId,
                @Nullable Long seq,
                Instant at,
                @Nullable UUID actorId) {
            this.type = type;
            this.claimId = claimId;
            this.conversationId = conversationId;
            this.seq = seq;
            this.at = at;
            this.actorId = actorId;
        }

        private Summary changed(String how) {
            change = how;
            return this;
        }

        private Summary about(UUID messageId) {
            return about(messageId, null, null, null, null);
        }

        private Summary about(
                UUID messageId,
                @Nullable UUID senderId,
                @Nullable String senderName,
                @Nullable String senderRole,
                @Nullable String body) {
            message = new Said(messageId, senderId, senderName, senderRole, body == null ? null : excerpt(body));
            return this;
        }

        private Summary inState(String claimStatus) {
            status = claimStatus;
            return this;
        }

        private Summary assignedTo(@Nullable UUID agentId) {
            assigneeId = agentId;
            return this;
        }

        private Summary titled(@Nullable String words) {
            title = words;
            return this;
        }

        private ByteBuf frame() {
            return ServerFrame.of("inbox_update", data -> {
                id(data, "claimId", claimId);
                id(data, "conversationId", conversationId);
                text(data, "kind", kind());
                if (seq == null) {
                    data.writeNullProperty("seq");
                } else {
                    data.writeNumberProperty("seq", seq);
                }
                data.writeStringProperty("type", type);
                text(data, "change", change);
                data.writeStringProperty("at", Times.text(at));
                id(data, "actorId", actorId);
                message(data);
                text(data, "status", status);
                id(data, "assigneeId", assigneeId);
                text(data, "reference", reference);
                text(data, "title", title);
            });
        }

        private void message(JsonGenerator data) {
            if (message == null) {
                data.writeNullProperty("message");
                return;
            }
            data.writeObjectPropertyStart("message");
            id(data, "id", message.id);
            id(data, "senderId", message.senderId);
            text(data, "senderName", message.senderName);
            text(data, "senderRole", message.senderRole);
            text(data, "excerpt", message.excerpt);
            data.writeEndObject();
        }

        /// A claim has one conversation for all and one for the notes, whose ids follow from its own. Any
        /// other is about an appointment.
        private @Nullable String kind() {
            if (claimId == null || conversationId == null) {
                return null;
            }
            if (conversationId.equals(ConversationIds.ofClaim(claimId))) {
                return "CLAIM";
            }
            return conversationId.equals(ConversationIds.ofClaimNotes(claimId)) ? "INTERNAL" : "APPOINTMENT";
        }
    }

    /// Never half a character: a pair of surrogates is kept whole or left out.
    static String excerpt(String body) {
        if (body.length() <= LONGEST_EXCERPT) {
            return body;
        }
        boolean splits = Character.isHighSurrogate(body.charAt(LONGEST_EXCERPT - 1));
        return body.substring(0, splits ? LONGEST_EXCERPT - 1 : LONGEST_EXCERPT);
    }
}
