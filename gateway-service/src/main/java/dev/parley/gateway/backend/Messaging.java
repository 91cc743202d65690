package dev.parley.gateway.backend;

import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the gateway asks messaging-service for.
public final class Messaging {
    private static final String API = "/api/v1";
    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private final ServiceClient service;

    Messaging(ServiceClient service) {
        this.service = service;
    }

    /// One snapshot of a conversation: head, missing entries, participants, read positions.
    public CompletableFuture<Answer> join(String token, byte[] body) {
        return service.call(HttpMethod.POST, API + "/conversations/join", token, body, null);
    }

    public CompletableFuture<Answer> sync(String token, byte[] body) {
        return service.call(HttpMethod.POST, API + "/conversations/sync", token, body, null);
    }

    /// @param clientKey the idempotency key; without one messaging refuses
    public CompletableFuture<Answer> send(String token, @Nullable UUID clientKey, byte[] body) {
        String key = clientKey == null ? null : clientKey.toString();
        return service.call(HttpMethod.POST, API + "/messages", token, body, key);
    }

    public CompletableFuture<Answer> readMessage(String token, UUID messageId) {
        return service.call(HttpMethod.PATCH, API + "/messages/" + messageId + "/read", token, EMPTY_OBJECT, null);
    }

    public CompletableFuture<Answer> readConversation(String token, UUID conversationId, byte[] body) {
        return service.call(HttpMethod.POST, API + "/conversations/" + conversationId + "/read", token, body, null);
    }

    /// @param conversationIds none means all in which something is unread
    public CompletableFuture<Answer> unread(String token, List<UUID> conversationIds) {
        String path = API + "/messages/unread-count";
        String query =
                conversationIds.stream().map(id -> "conversationId=" + id).collect(Collectors.joining("&"));
        return service.call(HttpMethod.GET, query.isEmpty() ? path : path + "?" + query, token, null, null);
    }

    /// A page of the log after `afterSeq`, in rising `seq`.
    public CompletableFuture<Answer> entries(String token, UUID conversationId, long afterSeq, int limit) {
        String path = API + "/conversations/" + conversationId + "/entries?afterSeq=" + afterSeq + "&limit=" + limit;
        return service.call(HttpMethod.GET, path, token, null, null);
    }
}
