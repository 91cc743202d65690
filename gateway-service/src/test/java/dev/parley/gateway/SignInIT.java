package dev.parley.gateway;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.DIANE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.Topic;
import dev.parley.testkit.TestTokens;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Who may have a socket, for how long, and how many.
class SignInIT {
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway(
                "gateway.sockets.authentication-timeout=1s", "PARLEY_ALLOWED_ORIGINS=https://portal.example");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void welcomesByHeader() {
        gateway.messaging.counted(ALICE.userId(), UUID.randomUUID(), 3, 7, 2);
        try (TestSocket alice = TestSocket.withToken(gateway.port(), TestTokens.tokenOf(ALICE))) {
            JsonNode connected = alice.await("connected").path("data");
            assertThat(connected.path("userId").asString())
                    .isEqualTo(ALICE.userId().toString());
            assertThat(connected.path("unread").path("total").asInt()).isEqualTo(3);
            assertThat(connected.path("heartbeatSeconds").asInt()).isEqualTo(25);
            assertThat(connected.path("sessionId").asString()).isNotEmpty();
        }
    }

    @Test
    void welcomesByFirstFrame() {
        try (TestSocket alice = TestSocket.stranger(gateway.port())) {
            JsonNode answer = alice.ask("authenticate", Map.of("token", TestTokens.tokenOf(ALICE)));
            assertThat(answer.path("type").asString()).isEqualTo("ack");
            alice.await("connected");
        }
    }

    @Test
    void closesTheSocketOfAStrangerWhoSaysNothing() {
        try (TestSocket stranger = TestSocket.stranger(gateway.port())) {
            assertThat(stranger.closeCode()).isEqualTo(4408);
        }
    }

    @Test
    void closesTheSocketOfAStrangerWhoAsksForSomethingElseFirst() {
        try (TestSocket stranger = TestSocket.stranger(gateway.port())) {
            stranger.tell("ping", Map.of());
            assertThat(stranger.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void closesTheSocketOfAStrangerWhoTalksTooMuch() {
        try (TestSocket stranger = TestSocket.stranger(gateway.port())) {
            stranger.part("x".repeat(9_000), false);
            assertThat(stranger.closeCode()).isEqualTo(4413);
        }
    }

    @Test
    void refusesBadTokens() {
        for (String token : List.of(
                "nonsense",
                TestTokens.expiredTokenOf(ALICE),
                TestTokens.forgedTokenOf(ALICE),
                TestTokens.tokenOf(ALICE, claims -> claims.audience("others")),
                TestTokens.tokenOf(ALICE, claims -> claims.issuer("https://elsewhere.example")),
                TestTokens.tokenOf(ALICE, claims -> claims.expirationTime(null)),
                TestTokens.tokenOf(ALICE, claims -> claims.claim("tenant", null)),
                TestTokens.tokenOf(ALICE, claims -> claims.claim("roles", List.of("CUSTOMER", "ADMIN"))))) {
            try (TestSocket socket = TestSocket.withToken(gateway.port(), token)) {
                assertThat(socket.closeCode()).as(token).isEqualTo(4401);
            }
        }
    }

    @Test
    void closesWhenTheTokenExpires() {
        String brief = RunningGateway.tokenLasting(ALICE, Duration.ofSeconds(2));
        try (TestSocket alice = TestSocket.of(gateway.port(), brief)) {
            Instant before = Instant.now();
            assertThat(alice.closeCode()).isEqualTo(4401);
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(7));
        }
    }

    @Test
    void staysOpenWithAFreshToken() {
        String brief = RunningGateway.tokenLasting(ALICE, Duration.ofSeconds(3));
        try (TestSocket alice = TestSocket.of(gateway.port(), brief)) {
            JsonNode answer = alice.ask("authenticate", Map.of("token", TestTokens.tokenOf(ALICE)));
            assertThat(answer.path("type").asString()).isEqualTo("ack");
            Instant later = Instant.now().plusSeconds(4);
            Awaitility.await("the first token is over")
                    .atMost(Duration.ofSeconds(6))
                    .until(() -> Instant.now().isAfter(later));
            alice.tell("ping", Map.of());
            alice.await("pong");
            assertThat(alice.rest("connected")).isEmpty();
        }
    }

    @Test
    void refusesTheTokenOfSomebodyElseInARunningSession() {
        try (TestSocket alice = gateway.socketOf(ALICE)) {
            JsonNode answer = alice.ask("authenticate", Map.of("token", TestTokens.tokenOf(BRUNO)));
            assertThat(answer.path("data").path("type").asString()).isEqualTo("/problems/other-user");
            alice.tell("ping", Map.of());
            alice.await("pong");
        }
    }

    @Test
    void acceptsTheOriginsOfTheListAndItsOwn() {
        String own = "http://127.0.0.1:" + gateway.port();
        for (String origin : List.of("https://portal.example", own)) {
            try (TestSocket socket = TestSocket.fromOrigin(gateway.port(), origin)) {
                assertThat(socket.ask("authenticate", Map.of("token", TestTokens.tokenOf(ALICE)))
                                .path("type")
                                .asString())
                        .isEqualTo("ack");
            }
        }
    }

    @Test
    void refusesOtherOrigins() {
        for (String origin : List.of("https://evil.example", "https://portal.example.evil.example", "null")) {
            assertThatThrownBy(() -> TestSocket.fromOrigin(gateway.port(), origin))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
        }
    }

    @Test
    void letsAUserHaveTenSessions() {
        List<TestSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                sockets.add(gateway.socketOf(DIANE));
            }
            try (TestSocket eleventh = TestSocket.withToken(gateway.port(), TestTokens.tokenOf(DIANE))) {
                assertThat(eleventh.closeCode()).isEqualTo(4429);
            }
            sockets.removeLast().close();
            Awaitility.await("the place is free again").ignoreExceptions().until(() -> {
                sockets.add(gateway.socketOf(DIANE));
                return true;
            });
        } finally {
            sockets.forEach(TestSocket::close);
        }
    }

    @Test
    void announcesSessions() {
        int before = gateway.topics.read(Topic.SESSION_EVENTS, BRUNO.userId()).size();
        gateway.socketOf(BRUNO).close();
        var announced = gateway.topics.await(Topic.SESSION_EVENTS, BRUNO.userId(), before + 2);
        assertThat(announced.subList(before, before + 2))
                .extracting(each -> each.type())
                .containsExactly("session.opened.v1", "session.closed.v1");
        assertThat(announced.getLast().json().path("sessionId").asString())
                .isEqualTo(announced.get(before).json().path("sessionId").asString());
    }

    @Test
    void saysThatItLives() {
        Awaitility.await("a sign of life")
                .atMost(Duration.ofSeconds(15))
                .until(() -> gateway.topics.read(Topic.SESSION_EVENTS).stream()
                        .anyMatch(each -> each.type().equals("gateway.alive.v1")));
    }
}
