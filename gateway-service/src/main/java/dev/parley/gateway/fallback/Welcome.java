package dev.parley.gateway.fallback;

import dev.parley.gateway.backend.Answer;
import dev.parley.gateway.backend.Messaging;
import dev.parley.gateway.frame.ServerFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The `connected` event: as on a socket, and besides where one is in each conversation, for those who later go on with
/// a socket.
final class Welcome {
    /// It does not wait longer for the unread count.
    private static final long UNREAD_WITHIN_MILLIS = 500;

    private static final byte[] UNREAD_UNKNOWN =
            "{\"total\":null,\"conversations\":[]}".getBytes(StandardCharsets.US_ASCII);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Messaging messaging;
    private final long heartbeatSeconds;

    Welcome(Messaging messaging, long heartbeatSeconds) {
        this.messaging = messaging;
        this.heartbeatSeconds = heartbeatSeconds;
    }

    /// Completes with null when messaging does not answer in time.
    CompletableFuture<@Nullable Answer> unread(String token) {
        return messaging
                .unread(token, List.of())
                .<@Nullable Answer>thenApply(answer -> answer)
                .completeOnTimeout(null, UNREAD_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// A line break would end a `data:` line of an event stream.
    private static byte[] onOneLine(byte[] json) {
        try {
            return JSON.writeValueAsBytes(JSON.readTree(json));
        } catch (JacksonException e) {
            return UNREAD_UNKNOWN;
        }
    }

    byte[] envelope(Follower follower, @Nullable Answer counted) {
        byte[] unread = counted != null && counted.isOk() ? onOneLine(counted.body()) : UNREAD_UNKNOWN;
        return ServerFrame.envelope(ServerFrame.of("connected", data -> {
            data.writeStringProperty("sessionId", follower.id.toString());
            data.writeStringProperty("userId", follower.userId().toString());
            data.writeNumberProperty("heartbeatSeconds", heartbeatSeconds);
            data.writeName("unread");
            data.writeRawValue(new String(unread, StandardCharsets.UTF_8));
            data.writeObjectPropertyStart("cursors");
            for (Place place : follower.places()) {
                UUID epoch = place.epoch;
                data.writeObjectPropertyStart(place.conversationId.toString());
                if (epoch == null) {
                    data.writeNullProperty("epoch");
                } else {
                    data.writeStringProperty("epoch", epoch.toString());
                }
                data.writeNumberProperty("seq", place.seq);
                data.writeEndObject();
            }
            data.writeEndObject();
        }));
    }
}
