package dev.parley.gateway.fanout;

import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageRead;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.notification.NotificationRaised;
import dev.parley.gateway.frame.ServerFrame;
import dev.parley.gateway.frame.Times;
import dev.parley.gateway.identity.Role;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The frame of each event, with the fields that REST gives for the same thing, in the same order.
final class EventFrames {
    private EventFrames() {}

    /// A message as it is when it is new: nothing attached, nobody has reacted or read.
    static ByteBuf newMessage(MessageSent event) {
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
            data.writeStringProperty("createdAt", Times.text(event.createdAt()));
            data.writeNullProperty("editedAt");
            data.writeNullProperty("withdrawnAt");
            data.writeBooleanProperty("isRead", false);
            data.writeNullProperty("readAt");
            data.writeArrayPropertyStart("readBy").writeEndArray();
        });
    }

    static ByteBuf opened(ConversationOpened event) {
        return ServerFrame.of("conversation_updated", data -> {
            id(data, "conversationId", event.conversationId());
            data.writeNumberProperty("seq", event.seq());
            data.writeStringProperty("change", "OPENED");
            data.writeStringProperty("kind", event.kind());
            id(data, "claimId", event.claimId());
            text(data, "title", event.title());
            data.writeStringProperty("status", "OPEN");
        });
    }

    static ByteBuf receipt(MessageRead event) {
        return ServerFrame.of("message_read_receipt", data -> {
            id(data, "conversationId", event.conversationId());
            id(data, "userId", event.userId());
            data.writeNumberProperty("upToSeq", event.upToSeq());
            id(data, "messageId", event.messageId());
            data.writeStringProperty("readAt", Times.text(event.readAt()));
        });
    }

    static ByteBuf notification(NotificationRaised event) {
        return ServerFrame.of("notification", data -> {
            id(data, "id", event.notificationId());
            data.writeStringProperty("type", event.type());
            data.writeStringProperty("title", event.title());
            data.writeStringProperty("body", event.body());
            data.writeStringProperty("link", event.link());
            data.writeStringProperty("createdAt", Times.text(event.createdAt()));
            data.writeNullProperty("readAt");
        });
    }

    static ByteBuf presence(UUID userId, String status, @Nullable Instant lastSeenAt) {
        return ServerFrame.of("presence_update", data -> {
            id(data, "userId", userId);
            data.writeStringProperty("status", status);
            text(data, "lastSeenAt", lastSeenAt == null ? null : Times.text(lastSeenAt));
        });
    }

    private static void id(JsonGenerator data, String name, @Nullable UUID id) {
        text(data, name, id == null ? null : id.toString());
    }

    private static void text(JsonGenerator data, String name, @Nullable String value) {
        if (value == null) {
            data.writeNullProperty(name);
        } else {
            data.writeStringProperty(name, value);
        }
    }
}
