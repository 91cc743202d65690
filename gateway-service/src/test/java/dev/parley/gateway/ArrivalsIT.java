package dev.parley.gateway;

import static dev.parley.testkit.Cast.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.TestTokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Many who come at once, and one of them signs in at a time.
class ArrivalsIT {
    private RunningGateway gateway;

    @BeforeEach
    void start() {
        gateway = new RunningGateway("gateway.sockets.arriving=1", "gateway.sockets.authentication-timeout=1s");
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
}
