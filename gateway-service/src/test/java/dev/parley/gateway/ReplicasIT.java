package dev.parley.gateway;

import static dev.parley.testkit.Cast.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.testkit.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Services with several replicas of which not all are well.
class ReplicasIT {
    private static final String NOBODY = "http://127.0.0.1:1";
    private static final Replica FIRST = new Replica("first");
    private static final Replica SECOND = new Replica("second");
    private static final Replica BESIDE_THE_MUTE = new Replica("beside the mute");
    private static final Replica ENDING = new Replica("ending");
    private static final Replica STAYING = new Replica("staying");
    private static Mute mute;
    private static RunningGateway gateway;

    /// Says its name and what it was sent.
    private static final class Replica {
        final List<String> bodies = new CopyOnWriteArrayList<>();
        private final String name;
        private final HttpServer server;

        Replica(String name) {
            this.name = name;
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            server.createContext("/", this::answer);
            server.setExecutor(task -> Thread.ofVirtual().start(task));
            server.start();
        }

        private void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                if (name.equals("ending")) {
                    exchange.sendResponseHeaders(503, -1);
                    return;
                }
                byte[] text = (name + " " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, text.length);
                exchange.getResponseBody().write(text);
            }
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }
    }

    /// Takes each request and closes the connection without a word, as a process that is killed does.
    private static final class Mute implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        Mute() throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (Socket socket = server.accept()) {
                        byte[] some = new byte[8_192];
                        while (!new String(some, StandardCharsets.US_ASCII).contains("\r\n\r\n")
                                && socket.getInputStream().read(some) > 0) {
                            continue;
                        }
                    } catch (IOException e) {
                        continue;
                    }
                }
            });
        }

        String address() {
            return "http://127.0.0.1:" + server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @BeforeAll
    static void start() throws IOException {
        mute = new Mute();
        gateway = new RunningGateway(
                // Beside the stand-in: a value that is given twice becomes a list.
                "PARLEY_MESSAGING_URL=" + NOBODY,
                "PARLEY_NOTIFICATION_URL=" + NOBODY + "," + FIRST.address() + ", " + SECOND.address(),
                "PARLEY_ADMIN_URL=" + mute.address() + "," + BESIDE_THE_MUTE.address(),
                "PARLEY_PRESENCE_URL=" + ENDING.address() + "," + STAYING.address(),
                "PARLEY_ATTACHMENT_URL=" + ENDING.address() + "," + STAYING.address());
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        mute.close();
        List.of(FIRST, SECOND, BESIDE_THE_MUTE, ENDING, STAYING).forEach(replica -> replica.server.stop(0));
    }

    private static Http alice() {
        return gateway.http().as(ALICE);
    }

    @Test
    void spreadsRequestsOverThoseThatCanBeReached() {
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < 12; i++) {
            Http.Answer answer = alice().get("/api/v1/notifications?q=caf%C3%A9%20noir");
            assertThat(answer.status()).isEqualTo(200);
            answers.add(answer.text());
        }
        assertThat(answers)
                .containsExactly(
                        "first /api/v1/notifications?q=caf%C3%A9%20noir",
                        "second /api/v1/notifications?q=caf%C3%A9%20noir");
    }

    @Test
    void sendsABodyWholeAndOnceWhenTheFirstChoiceIsAway() {
        for (int i = 0; i < 12; i++) {
            String body = "{\"n\":\"" + i + "-" + "x".repeat(20_000) + "\"}";
            assertThat(alice().post("/api/v1/notifications/read-all", body).status())
                    .isEqualTo(200);
            assertThat(FIRST.bodies.stream().filter(body::equals).count()
                            + SECOND.bodies.stream().filter(body::equals).count())
                    .isEqualTo(1);
        }
    }

    @Test
    void givesNothingToAnotherOneThatMayHaveArrived() {
        int answered = 0;
        int unknown = 0;
        for (int i = 0; i < 8; i++) {
            String body = "{\"n\":\"" + UUID.randomUUID() + "\"}";
            Http.Answer answer = alice().post("/api/v1/admin/jobs", body);
            if (answer.status() == 200) {
                answered++;
                assertThat(BESIDE_THE_MUTE.bodies).containsOnlyOnce(body);
            } else {
                unknown++;
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.problem()).isEqualTo("no-answer-in-time");
                assertThat(BESIDE_THE_MUTE.bodies).doesNotContain(body);
            }
        }
        assertThat(answered).isPositive();
        assertThat(unknown).isPositive();
    }

    @Test
    void asksAnotherOneWhatOnlyReadsWhenAReplicaTakesNoMore() {
        for (int i = 0; i < 6; i++) {
            assertThat(alice().get("/api/v1/presence?userIds=1").text())
                    .isEqualTo("staying /api/v1/presence?userIds=1");
        }
        assertThat(ENDING.bodies).as("it was asked").isNotEmpty();
    }

    @Test
    void saysHonestlyThatAReplicaTookNothingAndGivesItToNoOther() {
        Http.Answer refusal = alice().post("/api/v1/attachments/1", "{\"n\":1}");
        assertThat(refusal.problem()).isEqualTo("service-unavailable");
        assertThat(refusal.header("Retry-After")).isPresent();
        assertThat(STAYING.bodies).doesNotContain("{\"n\":1}");
        assertThat(alice().post("/api/v1/attachments/1", "{\"n\":2}").text()).startsWith("staying");
    }

    @Test
    void servesSocketsWhileAReplicaOfMessagingIsAway() {
        UUID claimId = UUID.randomUUID();
        gateway.claimOfAlice(claimId);
        try (TestSocket socket = gateway.socketOf(ALICE)) {
            for (int i = 0; i < 8; i++) {
                assertThat(socket.ask("join_claim", Map.of("claimId", claimId))
                                .path("type")
                                .asString())
                        .isEqualTo("ack");
                String key = UUID.randomUUID().toString();
                assertThat(socket.ask("send_message", Map.of("claimId", claimId, "body", "Salut", "clientKey", key))
                                .path("type")
                                .asString())
                        .isEqualTo("ack");
                assertThat(gateway.messaging.calls().stream().filter(call -> key.equals(call.idempotencyKey())))
                        .hasSize(1);
            }
        }
    }
}
