package dev.parley.gateway;

import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Topic;
import dev.parley.testkit.Cast;
import dev.parley.testkit.TestTokens;
import dev.parley.testkit.Topics.Published;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What presence is told of a session on which nobody does anything.
class IdlenessIT {
    private static final Duration IDLE = Duration.ofMillis(600);
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway("gateway.sockets.idle-after=" + IDLE.toMillis() + "ms");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static List<Published> told(Cast person, String sessionId) {
        return gateway.topics.read(Topic.SESSION_EVENTS, person.userId()).stream()
                .filter(event -> event.json().path("sessionId").asString().equals(sessionId))
                .toList();
    }

    private static List<Published> awaitTold(Cast person, String sessionId, int count) {
        return Awaitility.await(count + " facts about the session")
                .atMost(Duration.ofSeconds(10))
                .until(() -> told(person, sessionId), events -> events.size() >= count);
    }

    @Test
    void tellsOnceThatASessionFellIdleAndOnceThatItIsActiveAgain() {
        UUID claimId = UUID.randomUUID();
        gateway.claimOfAlice(claimId);
        try (TestSocket chloe = TestSocket.withToken(gateway.port(), TestTokens.tokenOf(CHLOE))) {
            String session = chloe.await("connected").at("/data/sessionId").asString();
            awaitTold(CHLOE, session, 2);

            // Nothing of this is a person.
            chloe.ask("ping", Map.of());
            chloe.ask("sync", Map.of("cursors", Map.of()));
            chloe.ask("authenticate", Map.of("token", TestTokens.tokenOf(CHLOE)));
            chloe.ask("watch_presence", Map.of("userIds", List.of()));
            awaitIdleTimeOfAnother();
            assertThat(told(CHLOE, session)).hasSize(2);

            chloe.ask("join_claim", Map.of("claimId", claimId));
            chloe.ask("typing_start", Map.of("claimId", claimId));
            List<Published> told = awaitTold(CHLOE, session, 4).subList(0, 4);

            assertThat(told)
                    .extracting(Published::type)
                    .containsExactly("session.opened.v1", "session.idle.v1", "session.active.v1", "session.idle.v1");
            assertThat(told.stream()
                            .skip(1)
                            .map(event -> event.json().path("turn").asInt()))
                    .containsExactly(1, 2, 3);
            JsonNode idle = told.get(1).json();
            assertThat(idle.path("tenant").asString()).isEqualTo("acme");
            assertThat(idle.path("userId").asString()).isEqualTo(CHLOE.userId().toString());
            assertThat(idle.path("gatewayId").asString())
                    .isEqualTo(told.getFirst().json().path("gatewayId").asString());
            assertThat(Duration.between(
                            Instant.parse(idle.path("lastActiveAt").asString()),
                            Instant.parse(idle.path("idleAt").asString())))
                    .isGreaterThanOrEqualTo(IDLE);
        }
    }

    /// Whatever was a sign of life before has been followed by another idleness after this.
    private static void awaitIdleTimeOfAnother() {
        try (TestSocket karim = TestSocket.withToken(gateway.port(), TestTokens.tokenOf(KARIM))) {
            String session = karim.await("connected").at("/data/sessionId").asString();
            awaitTold(KARIM, session, 2);
        }
    }

    @Test
    void tellsOfEachTabOfAPersonByItself() {
        try (TestSocket one = TestSocket.withToken(gateway.port(), TestTokens.tokenOf(BRUNO));
                TestSocket other = TestSocket.withToken(gateway.port(), TestTokens.tokenOf(BRUNO))) {
            String first = one.await("connected").at("/data/sessionId").asString();
            String second = other.await("connected").at("/data/sessionId").asString();
            assertThat(awaitTold(BRUNO, first, 2).get(1).type()).isEqualTo("session.idle.v1");
            assertThat(awaitTold(BRUNO, second, 2).get(1).type()).isEqualTo("session.idle.v1");
            one.ask("leave_claim", Map.of("claimId", UUID.randomUUID()));
            assertThat(awaitTold(BRUNO, first, 3).get(2).type()).isEqualTo("session.active.v1");
            assertThat(told(BRUNO, second)).hasSize(2);
        }
    }
}
