package dev.parley.gateway.identity;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;

/// The issuer's public keys as last seen. A failed fetch leaves the known keys in place.
final class SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final int LARGEST_KEY_SET = 256 * 1024;

    private final HttpClient http;
    private final URI source;
    private final Clock clock;
    private final Duration quietTime;
    private volatile JWKSet known = new JWKSet();
    private @Nullable CompletableFuture<Boolean> fetching;
    private Instant lastFetch = Instant.EPOCH;

    /// @param quietTime least time between two fetches, so that made-up key ids cannot flood the issuer
    SigningKeys(HttpClient http, URI source, Clock clock, Duration quietTime) {
        this.http = http.responseTimeout(Duration.ofSeconds(3));
        this.source = source;
        this.clock = clock;
        this.quietTime = quietTime;
    }

    /// The key with this id, or the only key there is when the token names none.
    @Nullable JWK find(@Nullable String id) {
        List<JWK> keys = known.getKeys();
        if (id == null) {
            return keys.size() == 1 ? keys.getFirst() : null;
        }
        return known.getKeyByKeyId(id);
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    /// Asks the issuer again; callers at the same time share one request. False when it could not be asked, or too
    /// recently was.
    synchronized CompletableFuture<Boolean> refresh() {
        if (fetching != null) {
            return fetching;
        }
        Instant now = clock.instant();
        if (now.isBefore(lastFetch.plus(isEmpty() ? Duration.ofMillis(500) : quietTime))) {
            return CompletableFuture.completedFuture(false);
        }
        lastFetch = now;
        CompletableFuture<Boolean> fetch = fetch().toFuture();
        fetching = fetch;
        fetch.whenComplete((_, _) -> forget(fetch));
        return fetch;
    }

    private synchronized void forget(CompletableFuture<Boolean> fetch) {
        if (fetching == fetch) {
            fetching = null;
        }
    }

    private Mono<Boolean> fetch() {
        return http.get()
                .uri(source)
                .responseSingle((response, body) -> response.status().code() == 200 ? read(body) : Mono.just(false))
                .defaultIfEmpty(false)
                .onErrorResume(failure -> {
                    LOG.warn(
                            "event=keys.unreachable cause={}",
                            failure.getClass().getSimpleName());
                    return Mono.just(false);
                });
    }

    private Mono<Boolean> read(ByteBufMono body) {
        return body.asByteArray().map(bytes -> {
            if (bytes.length > LARGEST_KEY_SET) {
                return false;
            }
            try {
                known = JWKSet.parse(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
                return true;
            } catch (ParseException e) {
                LOG.warn("event=keys.unreadable");
                return false;
            }
        });
    }
}
