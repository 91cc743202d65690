package dev.parley.gateway.fanout;

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
import dev.parley.gateway.identity.Role;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The frame of each entry of a conversation's log: the fields that REST gives for the same entry, in the same order,
/// null where the event does not carry them.
final class EntryFrames {
    private static final String OPEN = "OPEN";
    private static final String ARCHIVED = "ARCHIVED";

    private EntryFrames() {}

    /// A message as it is when it is new: nothing attached, nobody has reacted or read.
    static ByteBuf of(MessageSent event) {
        String role = event.senderRole();
        return ServerFrame.of("new_message", data -> {
            id(data, "id", event.messageId());
            id(data, "conversationId", event.conversationId());
            id(data, "claimId", event.claimId());
            data.writeNumberProperty("seq", event.seq());
            data.writeStringProperty("kind", event.kind());
            id(data, "senderId", event.senderId());
            text(data, "senderName", event.senderName());
            text(data, "senderRole", role);
            data.writeBooleanProperty("isAdminMessage", role != null && !role.equals(Role.CUSTOMER.name()));
            id(data, "receiverId", event.receiverId());
            data.writeStringProperty("body", event.body());
            id(data, "replyToId", event.replyToId());
            data.writeArrayPropertyStart("attachments").writeEndArray();
            data.writeArrayPropertyStart("reactions").writeEndArray();
            id(data, "clientKey", event.clientKey());
            time(data, "createdAt", event.createdAt());
            data.writeNullProperty("editedAt");
            data.writeNullProperty("withdrawnAt");
            data.writeBooleanProperty("isRead", false);
            data.writeNullProperty("readAt");
            data.writeArrayPropertyStart("readBy").writeEndArray();
        });
    }

    // ---- what happens to a message ----

    static ByteBuf of(MessageEdited event) {
        return entry("message_edited", event.conversationId(), event.seq(), data -> {
            message(data, event.messageId(), event.messageSeq());
            data.writeStringProperty("body", event.body());
            id(data, "editorId", event.editorId());
            time(data, "editedAt", event.editedAt());
        });
    }

    static ByteBuf of(MessageWithdrawn event) {
        return entry("message_withdrawn", event.conversationId(), event.seq(), data -> {
            message(data, event.messageId(), event.messageSeq());
            withdrawn(data, event.withdrawnBy(), event.reason(), event.withdrawnAt(), false);
        });
    }

    /// To those who look on, content that is gone for good is withdrawn like any other.
    static ByteBuf of(MessageErased event) {
        return entry("message_withdrawn", event.conversationId(), event.seq(), data -> {
            message(data, event.messageId(), event.messageSeq());
            withdrawn(data, event.erasedBy(), null, event.erasedAt(), true);
        });
    }

    private static void withdrawn(JsonGenerator data, UUID by, @Nullable String reason, Instant at, boolean isForGood) {
        id(data, "withdrawnBy", by);
        text(data, "reason", reason);
        time(data, "withdrawnAt", at);
        data.writeBooleanProperty("erased", isForGood);
    }

    static ByteBuf of(ReactionAdded event) {
        return entry("message_reaction", event.conversationId(), event.seq(), data -> {
            message(data, event.messageId(), event.messageSeq());
            reaction(data, event.userId(), event.emoji(), "ADDED", event.addedAt());
        });
    }

    static ByteBuf of(ReactionRemoved event) {
        return entry("message_reaction", event.conversationId(), event.seq(), data -> {
            message(data, event.messageId(), event.messageSeq());
            reaction(data, event.userId(), event.emoji(), "REMOVED", event.removedAt());
        });
    }

    private static void reaction(JsonGenerator data, UUID userId, String emoji, String action, Instant at) {
        id(data, "userId", userId);
        data.writeStringProperty("emoji", emoji);
        data.writeStringProperty("action", action);
        time(data, "at", at);
    }

    // ---- what happens to the conversation ----

    static ByteBuf of(ParticipantJoined event) {
        return entry("participant_changed", event.conversationId(), event.seq(), data -> {
            data.writeStringProperty("change", "JOINED");
            id(data, "userId", event.userId());
            text(data, "name", event.name());
            text(data, "role", event.role());
            id(data, "by", event.addedBy());
            time(data, "at", event.joinedAt());
        });
    }

    static ByteBuf of(ParticipantLeft event) {
        return entry("participant_changed", event.conversationId(), event.seq(), data -> {
            data.writeStringProperty("change", "LEFT");
            id(data, "userId", event.userId());
            data.writeNullProperty("name");
            data.writeNullProperty("role");
            id(data, "by", event.removedBy());
            time(data, "at", event.leftAt());
        });
    }

    static ByteBuf of(ConversationOpened event) {
        return entry(
                "conversation_updated",
                event.conversationId(),
                event.seq(),
                data -> updated(
                        data,
                        new Update("OPENED", event.kind(), event.claimId(), event.title(), OPEN, null),
                        event.openedAt()));
    }

    static ByteBuf of(ConversationRenamed event) {
        return entry(
                "conversation_updated",
                event.conversationId(),
                event.seq(),
                data -> updated(
                        data,
                        new Update("RENAMED", null, event.claimId(), event.title(), null, event.actorId()),
                        event.renamedAt()));
    }

    static ByteBuf of(ConversationArchived event) {
        return entry(
                "conversation_updated",
                event.conversationId(),
                event.seq(),
                data -> updated(
                        data,
                        new Update("ARCHIVED", null, event.claimId(), null, ARCHIVED, event.actorId()),
                        event.archivedAt()));
    }

    static ByteBuf of(ConversationReopened event) {
        return entry(
                "conversation_updated",
                event.conversationId(),
                event.seq(),
                data -> updated(
                        data,
                        new Update("REOPENED", null, event.claimId(), null, OPEN, event.actorId()),
                        event.reopenedAt()));
    }

    static ByteBuf of(ConversationDeleted event) {
        return entry(
                "conversation_updated",
                event.conversationId(),
                event.seq(),
                data -> updated(
                        data,
                        new Update("DELETED", null, event.claimId(), null, null, event.actorId()),
                        event.deletedAt()));
    }

    private record Update(
            String change,
            @Nullable String kind,
            @Nullable UUID claimId,
            @Nullable String title,
            @Nullable String status,
            @Nullable UUID actorId) {}

    private static void updated(JsonGenerator data, Update update, Instant at) {
        data.writeStringProperty("change", update.change);
        text(data, "kind", update.kind);
        id(data, "claimId", update.claimId);
        text(data, "title", update.title);
        text(data, "status", update.status);
        id(data, "actorId", update.actorId);
        time(data, "at", at);
    }

    static ByteBuf of(ConversationClaimChanged event) {
        return entry("claim_updated", event.conversationId(), event.seq(), data -> {
            id(data, "claimId", event.claimId());
            data.writeStringProperty("status", event.status());
            text(data, "previousStatus", event.previousStatus());
            text(data, "reason", event.reason());
            id(data, "actorId", event.actorId());
            time(data, "at", event.changedAt());
        });
    }

    // ---- fields ----

    private static ByteBuf entry(String type, UUID conversationId, long seq, Consumer<JsonGenerator> fields) {
        return ServerFrame.of(type, data -> {
            id(data, "conversationId", conversationId);
            data.writeNumberProperty("seq", seq);
            fields.accept(data);
        });
    }

    private static void message(JsonGenerator data, UUID messageId, long messageSeq) {
        id(data, "messageId", messageId);
        data.writeNumberProperty("messageSeq", messageSeq);
    }

    static void id(JsonGenerator data, String name, @Nullable UUID id) {
        text(data, name, id == null ? null : id.toString());
    }

    static void text(JsonGenerator data, String name, @Nullable String value) {
        if (value == null) {
            data.writeNullProperty(name);
        } else {
            data.writeStringProperty(name, value);
        }
    }

    private static void time(JsonGenerator data, String name, Instant at) {
        data.writeStringProperty(name, Times.text(at));
    }
}
