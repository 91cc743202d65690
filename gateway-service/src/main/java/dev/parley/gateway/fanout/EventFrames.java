package dev.parley.gateway.fanout;

import static dev.parley.gateway.fanout.EntryFrames.id;
import static dev.parley.gateway.fanout.EntryFrames.text;

import dev.parley.contracts.messaging.MessageRead;
import dev.parley.contracts.notification.NotificationRaised;
import dev.parley.gateway.frame.ServerFrame;
import dev.parley.gateway.frame.Times;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The frame of each event that is no entry of a log, with the fields that REST gives for the same thing, in the same
/// order.
final class EventFrames {
    private EventFrames() {}

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
}
