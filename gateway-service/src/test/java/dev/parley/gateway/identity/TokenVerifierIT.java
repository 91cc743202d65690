package dev.parley.gateway.identity;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.testkit.FreePort;
import dev.parley.testkit.TestTokens;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;

class TokenVerifierIT {
    private static final TokenRules RULES =
            new TokenRules(TestTokens.ISSUER, TestTokens.AUDIENCE, Duration.ofSeconds(2));

    private static TokenVerifier verifier(String jwksUri) {
        Clock clock = Clock.systemUTC();
        SigningKeys keys = new SigningKeys(HttpClient.create(), URI.create(jwksUri), clock, Duration.ofSeconds(10));
        return new TokenVerifier(RULES, keys, clock, 100, _ -> {});
    }

    private static JWTClaimsSet claims() throws ParseException {
        return SignedJWT.parse(TestTokens.tokenOf(ALICE)).getJWTClaimsSet();
    }

    @Test
    void readsWhoItIs() throws Exception {
        Identity chloe =
                verifier(TestTokens.jwksUri()).verify(TestTokens.tokenOf(CHLOE)).get();
        assertThat(chloe.userId()).isEqualTo(CHLOE.userId());
        assertThat(chloe.tenant()).isEqualTo("acme");
        assertThat(chloe.role()).isEqualTo(Role.AGENT);
    }

    @Test
    void answersAtOnceOnceTheKeysAreKnown() throws Exception {
        TokenVerifier verifier = verifier(TestTokens.jwksUri());
        verifier.verify(TestTokens.tokenOf(CHLOE)).get();
        assertThat(verifier.verify(TestTokens.tokenOf(ALICE))).isDone();
    }

    @Test
    void takesNoSecretForAKeyAndNoTokenWithoutSignature() throws ParseException, JOSEException {
        TokenVerifier verifier = verifier(TestTokens.jwksUri());
        SignedJWT secret = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("test").build(), claims());
        secret.sign(new MACSigner("0123456789abcdef0123456789abcdef"));
        String none = new PlainJWT(claims()).serialize();
        String[] parts = TestTokens.tokenOf(ALICE).split("\\.");
        for (String token : Arrays.asList(secret.serialize(), none, parts[0] + "." + parts[1] + ".", "a.b.c", "")) {
            assertThatThrownBy(() -> verifier.verify(token).get())
                    .as(token)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InvalidToken.class);
        }
    }

    @Test
    void saysSoWhenItCannotKnow() {
        TokenVerifier verifier = verifier("http://127.0.0.1:" + FreePort.next() + "/jwks.json");
        assertThatThrownBy(() -> verifier.verify(TestTokens.tokenOf(ALICE)).get())
                .hasCauseInstanceOf(KeysUnavailable.class);
    }
}
