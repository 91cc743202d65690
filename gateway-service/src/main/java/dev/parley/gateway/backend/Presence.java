package dev.parley.gateway.backend;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// What the gateway asks presence-service for.
public final class Presence {
    private final ServiceClient service;

    Presence(ServiceClient service) {
        this.service = service;
    }

    /// The presence of those among `userIds` whom the caller may know about.
    public CompletableFuture<Answer> of(String token, Collection<UUID> userIds) {
        String list = userIds.stream().map(UUID::toString).collect(Collectors.joining(","));
        return service.call(HttpMethod.GET, "/api/v1/presence?userIds=" + list, token, null, null);
    }
}
