package dev.parley.gateway;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Http;
import dev.parley.testkit.TestTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a fallback refuses, and what happens at its bounds.
class FallbackLimitsIT {
    private static final String EVENTS = "/api/v1/realtime/events";
    private static final String POLL = "/api/v1/realtime/poll";
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void asksForATokenInTheHeader() {
        String token = TestTokens.tokenOf(ALICE);
        for (String path : List.of(EVENTS, POLL)) {
            for (Http who : List.of(
                    gateway.http(),
                    gateway.http().with("Cookie", "access_token=" + token),
                    gateway.http().withToken(TestTokens.expiredTokenOf(ALICE)),
                    gateway.http().withToken(TestTokens.forgedTokenOf(ALICE)))) {
                Http.Answer answer = who.get(path + "?access_token=" + token + "&token=" + token);
                assertThat(answer.status()).as(path).isEqualTo(401);
                assertThat(answer.problem()).isEqualTo("not-authenticated");
            }
        }
    }

    @Test
    void refusesWhatIsNotInTheExpectedForm() {
        UUID id = UUID.randomUUID();
        String tooMany =
                Stream.generate(UUID::randomUUID).limit(21).map(UUID::toString).collect(Collectors.joining(","));
        record Case(String query, String field) {}
        for (Case each : List.of(
                new Case("cursor=forged", "cursor"),
                new Case("cursor=%00", "cursor"),
                new Case("cursor=a&cursor=b", "cursor"),
                new Case("cursors=x", "cursors"),
                new Case("cursors=" + id + ":-1", "cursors"),
                new Case("cursors=" + id + ":1," + id + ":1", "cursors"),
                new Case("waitSeconds=31", "waitSeconds"),
                new Case("waitSeconds=-1", "waitSeconds"),
                new Case("waitSeconds=1.5", "waitSeconds"),
                new Case("waitSeconds=", "waitSeconds"),
                new Case("waitSeconds=1&waitSeconds=2", "waitSeconds"),
                new Case("join=1-1-1-1-1", "join"),
                new Case("join=", "join"),
                new Case("join=" + id + ",", "join"),
                new Case("joinClaim=x", "joinClaim"),
                new Case("join=" + tooMany, "join"))) {
            for (String path : List.of(POLL, EVENTS)) {
                Http.Answer answer = gateway.http().as(ALICE).get(path + "?" + each.query);
                assertThat(answer.status()).as(each.query).isEqualTo(400);
                assertThat(answer.json().at("/errors/0/field").asString())
                        .as(each.query)
                        .isEqualTo(each.field);
            }
        }
        Http.Answer header =
                gateway.http().as(ALICE).with("Last-Event-ID", "forged").get(EVENTS);
        assertThat(header.json().at("/errors/0/field").asString()).isEqualTo("Last-Event-ID");
        assertThat(gateway.http().as(ALICE).post(EVENTS).status()).isEqualTo(404);
        assertThat(gateway.http().as(ALICE).get(POLL + "?waitSeconds=0").status())
                .as("the next good one")
                .isEqualTo(200);
    }

    @Test
    void endsWhenTheTokenExpires() {
        Instant expiry = Instant.now().plusSeconds(4);
        String brief = RunningGateway.tokenLasting(ALICE, Duration.ofSeconds(4));
        CompletableFuture<Http.Answer> held = CompletableFuture.supplyAsync(
                () -> gateway.http().withToken(brief).get(POLL + "?cursors="));
        try (TestStream alice = TestStream.open(gateway.port(), brief, "", null)) {
            alice.await("connected");
            assertThat(alice.awaitEnd()).isTrue();
            assertThat(Duration.between(expiry, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(held.join().status()).isEqualTo(200);
        assertThat(Duration.between(expiry, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void cutsAReaderThatDoesNotReadAndNobodyElse() throws IOException {
        UUID claimId = UUID.randomUUID();
        UUID conversationId = gateway.messaging.claim("acme", claimId, BRUNO);
        try (Socket frozen = new Socket()) {
            frozen.setReceiveBufferSize(4_096);
            frozen.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
            frozen.getOutputStream()
                    .write(("GET " + EVENTS + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                    + TestTokens.tokenOf(BRUNO) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            try (TestStream chloe =
                    TestStream.open(gateway.port(), TestTokens.tokenOf(CHLOE), "?join=" + conversationId, null)) {
                chloe.await("connected");
                Awaitility.await("both follow").until(() -> gateway.followers() == 2);
                String body = "x".repeat(9_000);
                long seq = 0;
                while (seq < 2_000 && gateway.followers() == 2) {
                    seq++;
                    gateway.messaging.entry(
                            conversationId, seq, "new_message", java.util.Map.of("seq", seq, "body", body));
                    gateway.publish(gateway.message(conversationId, claimId, seq, body, BRUNO));
                }
                assertThat(seq).isLessThan(2_000);
                for (long each = 1; each <= seq; each++) {
                    assertThat(chloe.await("new_message").data().path("seq").asLong())
                            .isEqualTo(each);
                }
            }
        }
    }

    @Test
    void countsWithTheSocketsOfAUser() {
        List<AutoCloseable> sessions = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                sessions.add(gateway.socketOf(DIANE));
                sessions.add(TestStream.of(gateway, DIANE));
            }
            for (String path : List.of(EVENTS, POLL)) {
                Http.Answer answer = gateway.http().as(DIANE).get(path);
                assertThat(answer.status()).isEqualTo(429);
                assertThat(answer.problem()).isEqualTo("too-many-requests");
                assertThat(answer.header("Retry-After")).isPresent();
            }
            try (TestSocket eleventh = TestSocket.withToken(gateway.port(), TestTokens.tokenOf(DIANE))) {
                assertThat(eleventh.closeCode()).isEqualTo(4429);
            }
            close(sessions.removeLast());
            Awaitility.await("the place is free again")
                    .until(() -> gateway.http().as(DIANE).get(POLL).status() == 200);
        } finally {
            sessions.forEach(FallbackLimitsIT::close);
        }
    }

    private static void close(AutoCloseable session) {
        try {
            session.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
