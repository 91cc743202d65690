package dev.parley.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Instant;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/// Checks a signature once per token instead of once per request.
///
/// Only tokens that passed every check are kept, and none is used past its `exp`: an expired one is handed to the real
/// decoder, which refuses it.
final class CachingTokenDecoder implements JwtDecoder {
    private static final int MOST_TOKENS = 20_000;

    private final JwtDecoder decoder;
    private final Clock clock;
    private final Cache<String, Jwt> checked =
            Caffeine.newBuilder().maximumSize(MOST_TOKENS).build();

    CachingTokenDecoder(JwtDecoder decoder, Clock clock) {
        this.decoder = decoder;
        this.clock = clock;
    }

    @Override
    public Jwt decode(String token) {
        Jwt known = checked.getIfPresent(token);
        if (known != null) {
            Instant expiry = known.getExpiresAt();
            if (expiry != null && clock.instant().isBefore(expiry)) {
                return known;
            }
            checked.invalidate(token);
        }
        Jwt fresh = decoder.decode(token);
        checked.put(token, fresh);
        return fresh;
    }
}
