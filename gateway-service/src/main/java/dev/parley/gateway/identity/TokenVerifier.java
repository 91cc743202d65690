package dev.parley.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Turns a bearer token into an [Identity], or refuses it with [InvalidToken] or [KeysUnavailable].
public final class TokenVerifier {
    private final TokenRules rules;
    private final SigningKeys keys;
    private final Clock clock;
    private final Consumer<Profile> profiles;
    private final Cache<Fingerprint, Identity> verified;

    /// SHA-256 of a token: the token itself is not kept here.
    private record Fingerprint(long a, long b, long c, long d) {
        static Fingerprint of(String token) {
            try {
                ByteBuffer hash = ByteBuffer.wrap(
                        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
                return new Fingerprint(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }

    /// @param profiles told what a token says of its owner, when the token is not remembered; must return at once
    TokenVerifier(TokenRules rules, SigningKeys keys, Clock clock, long cacheSize, Consumer<Profile> profiles) {
        this.rules = rules;
        this.keys = keys;
        this.clock = clock;
        this.profiles = profiles;
        this.verified = Caffeine.newBuilder()
                .maximumSize(cacheSize)
                .expireAfterAccess(Duration.ofMinutes(5))
                .build();
    }

    /// Complete at once when the token's key is known, which is nearly always.
    public CompletableFuture<Identity> verify(String token) {
        Fingerprint fingerprint = Fingerprint.of(token);
        Identity known = verified.getIfPresent(fingerprint);
        if (known != null && known.expiresAt().isAfter(clock.instant())) {
            return CompletableFuture.completedFuture(known);
        }
        try {
            SignedJWT jwt = rules.parse(token);
            JWK key = keys.find(jwt.getHeader().getKeyID());
            if (key != null) {
                return CompletableFuture.completedFuture(check(jwt, key, fingerprint));
            }
            return keys.refresh().thenCompose(_ -> checkAfterRefresh(jwt, fingerprint));
        } catch (InvalidToken e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Identity> checkAfterRefresh(SignedJWT jwt, Fingerprint fingerprint) {
        try {
            @Nullable JWK key = keys.find(jwt.getHeader().getKeyID());
            if (key != null) {
                return CompletableFuture.completedFuture(check(jwt, key, fingerprint));
            }
            if (keys.isEmpty()) {
                throw new KeysUnavailable();
            }
            throw new InvalidToken("unknown key");
        } catch (InvalidToken | KeysUnavailable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Identity check(SignedJWT jwt, JWK key, Fingerprint fingerprint) throws InvalidToken {
        rules.checkSignature(jwt, key);
        Identity identity = rules.identity(jwt, clock.instant());
        verified.put(fingerprint, identity);
        Profile profile = rules.profile(jwt, identity);
        if (profile != null) {
            profiles.accept(profile);
        }
        return identity;
    }
}
