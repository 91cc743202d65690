package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

class CastTest {
    @Test
    void isTheSamePeopleAsTheDevelopmentSignIn() throws ReflectiveOperationException {
        Method demo = Class.forName("dev.parley.localstack.signin.People").getDeclaredMethod("demo");
        demo.setAccessible(true);
        assertThat(((Collection<?>) demo.invoke(null)).stream().map(Object::toString))
                .containsExactlyElementsOf(Arrays.stream(Cast.values())
                        .map(one -> "Person[username=%s, userId=%s, tenant=%s, role=%s, name=%s, email=%s, locale=%s]"
                                .formatted(
                                        one.username(),
                                        one.userId(),
                                        one.tenant(),
                                        one.role(),
                                        one.displayName(),
                                        one.email(),
                                        one.locale()))
                        .toList());
    }

    @Test
    void hasTokensWithTheClaimsOfTheContractAndTheKeyAtAnAddress() throws Exception {
        SignedJWT token = SignedJWT.parse(TestTokens.tokenOf(Cast.CHLOE));
        assertThat(token.getJWTClaimsSet().getClaims())
                .containsEntry("sub", Cast.CHLOE.userId().toString())
                .containsEntry("tenant", "acme")
                .containsEntry("roles", List.of("AGENT"))
                .containsEntry("locale", "fr")
                .containsKeys("iss", "aud", "exp", "iat", "nbf", "name", "email");
        assertThat(SignedJWT.parse(TestTokens.expiredTokenOf(Cast.ALICE))
                        .getJWTClaimsSet()
                        .getExpirationTime())
                .isBefore(new Date());
        try (var http = HttpClient.newHttpClient()) {
            var keys = http.send(
                    HttpRequest.newBuilder(URI.create(TestTokens.jwksUri())).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(keys.body()).contains(token.getHeader().getKeyID()).doesNotContain("\"d\"");
        }
    }
}
