package dev.parley.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;

/// An issuer of tokens for tests: a key, its public part at an HTTP address, and tokens for the [Cast].
public final class TestTokens {
    public static final String ISSUER = "http://localhost:8080/dev";
    public static final String AUDIENCE = "parley";

    private static final Duration LIFE = Duration.ofHours(1);
    private static final int KEY_BITS = 2048;

    private static final class Held {
        static final RSAKey KEY = newKey("test");
        static final String JWKS_URI = publish(KEY);
    }

    private TestTokens() {}

    /// Where the services under test find the key.
    public static String jwksUri() {
        return Held.JWKS_URI;
    }

    public static String tokenOf(Cast person) {
        return tokenOf(person, _ -> {});
    }

    /// With claims changed or removed (`claims.claim("tenant", null)`), to see a service refuse it.
    public static String tokenOf(Cast person, Consumer<JWTClaimsSet.Builder> change) {
        return sign(Held.KEY, person, change);
    }

    /// Valid until ten minutes ago.
    public static String expiredTokenOf(Cast person) {
        Instant then = Instant.now().minus(Duration.ofMinutes(10));
        return tokenOf(person, claims -> claims.expirationTime(Date.from(then)));
    }

    /// Right in everything but that somebody else signed it.
    public static String forgedTokenOf(Cast person) {
        return sign(newKey("test"), person, _ -> {});
    }

    private static String sign(RSAKey key, Cast person, Consumer<JWTClaimsSet.Builder> change) {
        Instant now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .subject(person.userId().toString())
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .issueTime(Date.from(now.minusSeconds(60)))
                .notBeforeTime(Date.from(now.minusSeconds(60)))
                .expirationTime(Date.from(now.plus(LIFE)))
                .claim("tenant", person.tenant())
                .claim("roles", List.of(person.role()))
                .claim("name", person.displayName())
                .claim("email", person.email())
                .claim("locale", person.locale());
        change.accept(claims);
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(key.getKeyID())
                    .type(JOSEObjectType.JWT)
                    .build();
            var token = new SignedJWT(header, claims.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(KEY_BITS).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK makes RSA keys", e);
        }
    }

    private static String publish(RSAKey key) {
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/jwks.json", exchange -> {
                try (exchange) {
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, keys.length);
                    exchange.getResponseBody().write(keys);
                }
            });
            server.setExecutor(task -> Thread.ofVirtual().start(task));
            server.start();
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json";
        } catch (IOException e) {
            throw new UncheckedIOException("the test issuer cannot listen", e);
        }
    }
}
