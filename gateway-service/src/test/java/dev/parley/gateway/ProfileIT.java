package dev.parley.gateway;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.parley.contracts.Topic;
import dev.parley.testkit.Cast;
import dev.parley.testkit.TestTokens;
import dev.parley.testkit.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// As whom people are known, told once.
class ProfileIT {
    private static RunningGateway gateway;
    private final UUID userId = UUID.randomUUID();

    @BeforeAll
    static void start() {
        gateway = new RunningGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private String token(Cast like, Consumer<JWTClaimsSet.Builder> change) {
        return TestTokens.tokenOf(like, claims -> {
            claims.subject(userId.toString()).jwtID(UUID.randomUUID().toString());
            change.accept(claims);
        });
    }

    private int ask(String token) {
        return gateway.http()
                .withToken(token)
                .get("/api/v1/messages/unread-count")
                .status();
    }

    @Test
    void tellsWhatAValidTokenSaysOfItsOwnerWhenItIsNewOrChanged() {
        assertThat(ask(token(ALICE, _ -> {}))).isEqualTo(200);
        assertThat(ask(token(ALICE, _ -> {}))).isEqualTo(200);
        assertThat(ask(token(ALICE, claims -> claims.claim("name", "Alice Durand"))))
                .isEqualTo(200);

        List<Topics.Published> told = gateway.topics.await(Topic.PROFILE_EVENTS, userId, 2);

        assertThat(told).hasSize(2);
        assertThat(told.getFirst().type()).isEqualTo("profile.seen.v1");
        assertThat(told.getFirst().tenant()).isEqualTo("acme");
        JsonNode profile = told.getFirst().json();
        assertThat(profile.propertyNames())
                .containsExactly("tenant", "userId", "role", "name", "email", "locale", "seenAt");
        assertThat(profile.path("userId").asString()).isEqualTo(userId.toString());
        assertThat(profile.path("role").asString()).isEqualTo("CUSTOMER");
        assertThat(profile.path("name").asString()).isEqualTo(ALICE.displayName());
        assertThat(profile.path("email").asString()).isEqualTo(ALICE.email());
        assertThat(profile.path("locale").asString()).isEqualTo(ALICE.locale());
        assertThat(told.getLast().json().path("name").asString()).isEqualTo("Alice Durand");
    }

    @Test
    void tellsItFromASocketToo() {
        try (TestSocket _ = TestSocket.of(gateway.port(), token(CHLOE, _ -> {}))) {
            assertThat(gateway.topics.await(Topic.PROFILE_EVENTS, userId, 1))
                    .singleElement()
                    .satisfies(told ->
                            assertThat(told.json().path("role").asString()).isEqualTo("AGENT"));
        }
    }

    @Test
    void believesNoTokenThatIsNotValidAndMissesNoNameThatIsNotThere() {
        Date past = Date.from(Instant.now().minus(Duration.ofMinutes(10)));
        assertThat(ask(token(ALICE, claims -> claims.claim("name", "Mallory").expirationTime(past))))
                .isEqualTo(401);
        assertThat(ask(token(ALICE, claims -> claims.claim("name", null)))).isEqualTo(200);
        assertThat(ask(token(ALICE, claims -> claims.claim("email", 7)))).isEqualTo(200);
        assertThat(ask(token(ALICE, _ -> {}))).isEqualTo(200);

        assertThat(gateway.topics.await(Topic.PROFILE_EVENTS, userId, 1))
                .singleElement()
                .satisfies(
                        told -> assertThat(told.json().path("name").asString()).isEqualTo(ALICE.displayName()));
    }
}
