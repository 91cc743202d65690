package dev.parley.gateway;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What happens at each bound, and on the way out.
class LimitsIT {
    private RunningGateway gateway;

    @BeforeEach
    void start() {
        gateway = new RunningGateway(
                "gateway.sockets.heartbeat=1s",
                "gateway.sockets.frame-burst=50",
                "gateway.sockets.frames-per-second=5");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void closesOnWhatItCannotUnderstand() {
        for (String text : List.of(
                "",
                "nonsense",
                "[]",
                "\"ping\"",
                "{}",
                "{\"type\":1}",
                "{\"type\":\"ping\",\"id\":{}}",
                "{\"type\":\"ping\",\"type\":\"ping\"}",
                "[".repeat(1_000),
                "{\"type\":\"ping\"} x")) {
            try (TestSocket alice = gateway.socketOf(ALICE)) {
                alice.text(text);
                assertThat(alice.closeCode()).as(text).isEqualTo(4400);
            }
        }
    }

    @Test
    void answersAnUnknownTypeWithAnError() {
        try (TestSocket alice = gateway.socketOf(ALICE)) {
            assertThat(alice.ask("dance", Map.of()).at("/data/type").asString())
                    .isEqualTo("/problems/unknown-frame-type");
            alice.text("{\"type\":\"ping\",\"id\":\"x\",\"data\":[]}");
            assertThat(alice.awaitAnswer("x").at("/data/type").asString()).isEqualTo("/problems/invalid-input");
            assertThat(alice.ask("ping", Map.of()).path("type").asString()).isEqualTo("ack");
            alice.await("pong");
        }
    }

    @Test
    void closesOnAFrameThatIsTooLarge() {
        try (TestSocket alice = gateway.socketOf(ALICE)) {
            alice.text("{\"type\":\"ping\",\"data\":{\"x\":\"" + "x".repeat(65_536) + "\"}}");
            assertThat(alice.closeCode()).isEqualTo(4413);
        }
    }

    @Test
    void closesOnAMessageOfManyPartsThatIsTooLarge() {
        try (TestSocket alice = gateway.socketOf(ALICE)) {
            for (int i = 0; i < 5; i++) {
                alice.part("x".repeat(15_000), false);
            }
            assertThat(alice.closeCode()).isEqualTo(4413);
        }
    }

    @Test
    void takesAMessageInParts() {
        try (TestSocket alice = gateway.socketOf(ALICE)) {
            alice.part("{\"type\":", false);
            alice.part("\"ping\",\"id\":7}", true);
            alice.await(
                    frame -> frame.path("type").asString().equals("pong")
                            && frame.path("id").asInt() == 7,
                    "pong");
        }
    }

    @Test
    void closesOnAFlood() {
        try (TestSocket alice = gateway.socketOf(ALICE)) {
            for (int i = 0; i < 60; i++) {
                alice.tell("ping", Map.of());
            }
            assertThat(alice.closeCode()).isEqualTo(4429);
        }
    }

    @Test
    void tellsTheHeadsOfJoinedConversations() {
        UUID claimId = UUID.randomUUID();
        UUID conversationId = gateway.messaging.claim("acme", claimId);
        gateway.messaging.entry(conversationId, 1, "new_message", Map.of("seq", 1));
        try (TestSocket alice = gateway.socketOf(ALICE)) {
            alice.ask("join_claim", Map.of("claimId", claimId));
            JsonNode heartbeat = alice.await(
                    frame -> frame.at("/data/heads/" + conversationId).asLong() == 1, "heartbeat with the head");
            assertThat(heartbeat.path("type").asString()).isEqualTo("heartbeat");
        }
    }

    @Test
    void cutsAClientThatDoesNotReadAndNobodyElse() {
        UUID claimId = UUID.randomUUID();
        UUID conversationId = gateway.messaging.claim("acme", claimId);
        try (TestSocket frozen = TestSocket.frozen(gateway.port(), TestTokens.tokenOf(BRUNO));
                TestSocket chloe = gateway.socketOf(CHLOE)) {
            chloe.ask("join_claim", Map.of("claimId", claimId));
            String body = "x".repeat(10_000);
            int seq = 0;
            while (seq < 2_000 && closes(4409) == 0) {
                seq++;
                gateway.publish(gateway.message(conversationId, claimId, seq, body, BRUNO));
            }
            long last = seq;
            chloe.await(frame -> frame.at("/data/seq").asLong() == last, "message " + last);
            assertThat(chloe.rest("new_message")).hasSize(seq - 1);
            frozen.readOn();
            assertThat(frozen.closeCode()).isEqualTo(4409);
            assertThat(seq).isLessThan(2_000);
        }
    }

    private int closes(int code) {
        return (int) metric("parley_gateway_closes_total{code=\"" + code + "\"}");
    }

    private double metric(String name) {
        return gateway.management()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    @Test
    void sendsEverybodyAwayWhenItStops() {
        RunningGateway other = new RunningGateway();
        TestSocket alice = other.socketOf(ALICE);
        Thread stopping = Thread.ofVirtual().start(other::close);
        JsonNode reconnect = alice.await("reconnect").path("data");
        assertThat(reconnect.path("reason").asString()).isEqualTo("draining");
        assertThat(reconnect.path("afterMs").asLong()).isBetween(0L, 5_000L);
        assertThat(alice.closeCode()).isEqualTo(4410);
        Awaitility.await("the end").until(() -> !stopping.isAlive());
        assertThat(gateway.topics
                        .read(dev.parley.contracts.Topic.SESSION_EVENTS, ALICE.userId())
                        .getLast()
                        .type())
                .isEqualTo("session.closed.v1");
    }

    @Test
    void answersRawNonsenseWithACloseCode() throws Exception {
        byte[][] attacks = {
            {(byte) 0xF1, (byte) 0x80, 0, 0, 0, 0}, // reserved bits
            {(byte) 0x81, 0x02, 'h', 'i'}, // not masked
            {(byte) 0x83, (byte) 0x80, 0, 0, 0, 0}, // unknown opcode
            {(byte) 0x09, (byte) 0x80, 0, 0, 0, 0}, // control frame in parts
            {(byte) 0x80, (byte) 0x80, 0, 0, 0, 0}, // continuation of nothing
            {(byte) 0x82, (byte) 0x81, 0, 0, 0, 0, 'x'}, // binary
            {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, (byte) 0xC3, (byte) 0x28}, // not UTF-8
        };
        for (byte[] attack : attacks) {
            assertThat(RawSocket.closeCodeAfter(gateway.port(), TestTokens.tokenOf(ALICE), attack))
                    .as("after %s", java.util.HexFormat.of().formatHex(attack))
                    .isEqualTo(4400);
        }
        byte[] huge = {(byte) 0x81, (byte) 0xFF, 0x7F, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0};
        assertThat(RawSocket.closeCodeAfter(gateway.port(), TestTokens.tokenOf(ALICE), huge))
                .isEqualTo(4413);
    }
}
