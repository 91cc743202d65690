package dev.parley.localstack.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Issues access tokens (JWT, RS256) outside the browser flow. Safe for many threads: a load test wants 20,000 at once.
final class Tokens {

    static final String AUDIENCE = "parley";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String issuer;
    private final PrivateKey key;
    private final String header;
    private final Clock clock;
    private final JsonMapper json;

    Tokens(String issuer, RSAKey key, Clock clock, JsonMapper json) {
        this.issuer = issuer;
        this.clock = clock;
        this.json = json;
        this.header = encode(Map.of("alg", "RS256", "typ", "JWT", "kid", key.getKeyID()));
        try {
            this.key = key.toPrivateKey();
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key has no private part", e);
        }
    }

    String issue(Person person, Duration life) {
        long now = clock.instant().getEpochSecond();
        var claims = new LinkedHashMap<>(person.claims());
        claims.put("iss", issuer);
        claims.put("aud", AUDIENCE);
        claims.put("iat", now);
        claims.put("nbf", now);
        claims.put("exp", now + life.toSeconds());
        String content = header + "." + encode(claims);
        return content + "." + BASE64.encodeToString(sign(content));
    }

    private String encode(Map<String, Object> part) {
        return BASE64.encodeToString(json.writeValueAsBytes(part));
    }

    private byte[] sign(String content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
    }
}
