package dev.parley.gateway;

import static dev.parley.testkit.Cast.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.TestTokens;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Many who come at once, and one of them signs in at a time.
class ArrivalsIT {
    private static final Duration LONGER_THAN_THINKING = Duration.ofMillis(500);

    private RunningGateway gateway;

    @BeforeEach
    void start() {
        gateway = new RunningGateway(
                "gateway.sockets.arriving=1",
                "gateway.sockets.authentication-timeout=1s",
                "gateway.sockets.most-unauthenticated=2",
                "gateway.sockets.heartbeat=1s");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void letsEverybodyInHoweverLongTheyWaitForTheirTurn() {
        CountDownLatch held = gateway.messaging.holdUnread();
        List<TestSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sockets.add(TestSocket.withToken(gateway.port(), TestTokens.tokenOf(ALICE)));
        }
        // Messaging does not tell what is unread, so each turn takes longer than the first frame may.
        sockets.forEach(socket -> socket.await("connected"));
        held.countDown();
        gateway.messaging.holdNothing();
        sockets.forEach(socket -> {
            assertThat(socket.ask("ping", Map.of()).path("type").asString()).isEqualTo("ack");
            socket.close();
        });
    }

    @Test
    void givesTheTurnOfWhoWasRefusedOrHasLeftToTheNext() {
        for (int i = 0; i < 3; i++) {
            try (TestSocket forger = TestSocket.withToken(gateway.port(), "forged." + i + ".token")) {
                assertThat(forger.closeCode()).isEqualTo(4401);
            }
            TestSocket.withToken(gateway.port(), TestTokens.tokenOf(ALICE)).close();
        }
        try (TestSocket alice = gateway.socketOf(ALICE)) {
            assertThat(alice.ask("ping", Map.of()).path("type").asString()).isEqualTo("ack");
        }
    }

    @Test
    void doesWhatWasSentMeanwhileInItsOrder() throws IOException {
        gateway.messaging.holdUnread();
        try (TestSocket first = TestSocket.withToken(gateway.port(), TestTokens.tokenOf(ALICE));
                RawConnection second = RawConnection.stranger(gateway.port())) {
            second.send(
                    RawConnection.text(
                            "{\"type\":\"authenticate\",\"data\":{\"token\":\"" + TestTokens.tokenOf(ALICE) + "\"}}"),
                    RawConnection.text("{\"type\":\"ping\",\"id\":\"a\"}"),
                    RawConnection.text("{\"type\":\"ping\",\"id\":\"b\"}"),
                    RawConnection.text("{\"type\":\"ping\",\"id\":\"c\"}"));
            List<String> answered = new ArrayList<>();
            while (answered.size() < 3) {
                answered.add(second.await("pong").path("id").asString());
            }
            assertThat(answered).containsExactly("a", "b", "c");
            first.await("connected");
        }
    }

    @Test
    void letsNobodyWaitWhoIsIn() {
        try (TestSocket alice = gateway.socketOf(ALICE)) {
            CountDownLatch held = gateway.messaging.holdUnread();
            try (TestSocket other = TestSocket.withToken(gateway.port(), TestTokens.tokenOf(ALICE))) {
                assertThat(alice.ask("authenticate", Map.of("token", TestTokens.tokenOf(ALICE)))
                                .path("type")
                                .asString())
                        .isEqualTo("ack");
                held.countDown();
                other.await("connected");
            }
        }
    }

    @Test
    void bringsACrowdBackIntoItsConversationsBeforeItCounts() {
        UUID claimId = UUID.randomUUID();
        UUID conversationId = gateway.claimOfAlice(claimId);
        gateway.messaging.counted(ALICE.userId(), conversationId, 3, 5, 2);
        CountDownLatch joining = gateway.messaging.hold();
        try (TestSocket first = alice()) {
            first.tell("join_claim", Map.of("claimId", claimId));
            first.await("connected");
            try (TestSocket second = alice();
                    TestSocket third = alice()) {
                Awaitility.await("a turn that lasts until the join is answered, as long as that may take")
                        .during(LONGER_THAN_THINKING)
                        .atMost(LONGER_THAN_THINKING.multipliedBy(20))
                        .until(() -> gateway.waiting() == 2);
                gateway.messaging.holdNothing();
                joining.countDown();

                Map<TestSocket, JsonNode> totals = new HashMap<>();
                for (TestSocket each : List.of(second, third)) {
                    totals.put(
                            each,
                            each.await("connected").path("data").path("unread").path("total"));
                }
                assertThat(totals.values()).extracting(JsonNode::asString).containsExactlyInAnyOrder("", "3");
                totals.forEach((socket, total) -> {
                    if (total.isNull()) {
                        JsonNode told = socket.await("unread_update").path("data");
                        assertThat(told.path("conversationId").asString()).isEqualTo(conversationId.toString());
                        assertThat(told.path("unread").asLong()).isEqualTo(3);
                        assertThat(told.path("total").asLong()).isEqualTo(3);
                    }
                });
            }
        }
    }

    /// Who hears nothing for too long leaves, comes again, and all that was done for it was in vain.
    @Test
    void tellsThoseWhoWaitThatTheyStillWait() {
        UUID claimId = UUID.randomUUID();
        gateway.claimOfAlice(claimId);
        CountDownLatch joining = gateway.messaging.hold();
        try (TestSocket first = alice()) {
            first.tell("join_claim", Map.of("claimId", claimId));
            first.await("connected");
            try (TestSocket second = alice();
                    TestSocket third = alice()) {
                for (TestSocket each : List.of(second, third)) {
                    assertThat(each.await("heartbeat").path("data").path("heads"))
                            .isEmpty();
                }
                gateway.messaging.holdNothing();
                joining.countDown();
                List.of(second, third).forEach(each -> each.await("connected"));
            }
        }
    }

    /// They are known; only strangers must not become too many.
    @Test
    void letsOthersKnockHoweverManyWait() {
        CountDownLatch held = gateway.messaging.holdUnread();
        List<TestSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sockets.add(alice());
            int waiting = i;
            Awaitility.await().until(() -> gateway.waiting() == waiting);
        }
        held.countDown();
        gateway.messaging.holdNothing();
        sockets.forEach(socket -> {
            socket.await("connected");
            socket.close();
        });
    }

    private TestSocket alice() {
        return TestSocket.withToken(gateway.port(), TestTokens.tokenOf(ALICE));
    }
}
