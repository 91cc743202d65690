package dev.parley.gateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a token must be, apart from knowing its key.
///
/// @param skew how far another machine's clock may be ahead of ours for `nbf`; `exp` gets no such grace
record TokenRules(String issuer, String audience, Duration skew) {
    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384);

    private static final int LONGEST_TOKEN = 8 * 1024;
    private static final Set<String> TYPES = Set.of("JWT", "AT+JWT");
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

    SignedJWT parse(String token) throws InvalidToken {
        if (token.length() > LONGEST_TOKEN) {
            throw new InvalidToken("too long");
        }
        SignedJWT jwt;
        try {
            jwt = SignedJWT.parse(token);
        } catch (ParseException | IllegalArgumentException e) {
            throw new InvalidToken("not a signed token");
        }
        JWSHeader header = jwt.getHeader();
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            throw new InvalidToken("algorithm not allowed");
        }
        JOSEObjectType type = header.getType();
        if (type != null && !TYPES.contains(type.getType().toUpperCase(java.util.Locale.ROOT))) {
            throw new InvalidToken("not an access token");
        }
        return jwt;
    }

    void checkSignature(SignedJWT jwt, JWK key) throws InvalidToken {
        if (key.getKeyUse() != null && !KeyUse.SIGNATURE.equals(key.getKeyUse())) {
            throw new InvalidToken("not a signing key");
        }
        if (key.getAlgorithm() != null
                && !key.getAlgorithm().equals(jwt.getHeader().getAlgorithm())) {
            throw new InvalidToken("key is for another algorithm");
        }
        try {
            JWSVerifier verifier = switch (key) {
                case RSAKey rsa -> new RSASSAVerifier(rsa.toRSAPublicKey());
                case ECKey ec -> new ECDSAVerifier(ec.toECPublicKey());
                default -> throw new InvalidToken("key type not allowed");
            };
            if (!jwt.verify(verifier)) {
                throw new InvalidToken("bad signature");
            }
        } catch (JOSEException e) {
            throw new InvalidToken("signature cannot be checked");
        }
    }

    Identity identity(SignedJWT jwt, Instant now) throws InvalidToken {
        try {
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            require(issuer.equals(claims.getIssuer()), "wrong issuer");
            require(claims.getAudience().contains(audience), "wrong audience");
            Date expiry = claims.getExpirationTime();
            require(expiry != null && expiry.toInstant().isAfter(now), "expired");
            Date notBefore = claims.getNotBeforeTime();
            require(notBefore == null || !notBefore.toInstant().isAfter(now.plus(skew)), "not valid yet");
            String tenant = claims.getStringClaim("tenant");
            require(tenant != null && TENANT.matcher(tenant).matches(), "no tenant");
            List<String> roles = claims.getStringListClaim("roles");
            require(roles != null && roles.size() == 1, "not exactly one role");
            return new Identity(
                    tenant.intern(),
                    UUID.fromString(claims.getSubject()),
                    Role.valueOf(roles.getFirst()),
                    expiry.toInstant());
        } catch (ParseException | IllegalArgumentException | NullPointerException e) {
            throw new InvalidToken("claims not as expected");
        }
    }

    /// @return null when the token does not name its owner: it is good for signing in all the same
    @Nullable Profile profile(SignedJWT jwt, Identity who) {
        try {
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            String name = claims.getStringClaim("name");
            String email = claims.getStringClaim("email");
            if (name == null || name.isBlank() || email == null || email.isBlank()) {
                return null;
            }
            String locale = "fr".equals(claims.getStringClaim("locale")) ? "fr" : "en";
            return new Profile(who.tenant(), who.userId(), who.role(), name, email, locale);
        } catch (ParseException e) {
            return null;
        }
    }

    private static void require(boolean condition, String otherwise) throws InvalidToken {
        if (!condition) {
            throw new InvalidToken(otherwise);
        }
    }
}
