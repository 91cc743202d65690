package dev.parley.gateway;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Topic;
import dev.parley.testkit.Http;
import dev.parley.testkit.Servers;
import dev.parley.testkit.Topics;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How fallbacks come and go with their gateway. Each test has one of its own: with the first that stops, the event
/// loops of this JVM stop.
class FallbackLifeIT {
    private static final String POLL = "/api/v1/realtime/poll";

    @Test
    void announcesAStreamAndARowOfPollsAsOneSessionEach() {
        Topics topics = new Topics(Servers.kafkaBootstrap());
        int before = topics.read(Topic.SESSION_EVENTS, KARIM.userId()).size();
        try (RunningGateway gateway = new RunningGateway()) {
            TestStream.of(gateway, KARIM).close();
            assertThat(types(topics.await(Topic.SESSION_EVENTS, KARIM.userId(), before + 2), before))
                    .containsExactly("session.opened.v1", "session.closed.v1");
            String cursor = "";
            for (int i = 0; i < 3; i++) {
                cursor = gateway.http()
                        .as(KARIM)
                        .get(POLL + "?waitSeconds=0&cursor=" + cursor)
                        .json()
                        .path("cursor")
                        .asString();
            }
        }
        assertThat(types(topics.await(Topic.SESSION_EVENTS, KARIM.userId(), before + 4), before))
                .containsExactly("session.opened.v1", "session.closed.v1", "session.opened.v1", "session.closed.v1");
    }

    private static List<String> types(List<Topics.Published> published, int from) {
        return published.subList(from, published.size()).stream()
                .map(Topics.Published::type)
                .toList();
    }

    @Test
    void sendsEverybodyAwayWhenItStops() {
        RunningGateway gateway = new RunningGateway();
        UUID claimId = UUID.randomUUID();
        gateway.messaging.claim("acme", claimId, ALICE);
        TestStream alice = TestStream.of(gateway, ALICE);
        alice.await("connected");
        Http bruno = gateway.http().as(BRUNO);
        String cursor = bruno.get(POLL).json().path("cursor").asString();
        CompletableFuture<JsonNode> held = CompletableFuture.supplyAsync(
                () -> bruno.get(POLL + "?cursor=" + cursor).json());
        Awaitility.await("the poll is held").until(() -> gateway.followers() == 2);
        Thread stopping = Thread.ofVirtual().start(gateway::close);
        JsonNode reconnect = alice.await("reconnect").data();
        assertThat(reconnect.path("reason").asString()).isEqualTo("draining");
        assertThat(reconnect.path("afterMs").asLong()).isBetween(0L, 5_000L);
        assertThat(alice.awaitEnd()).isTrue();
        assertThat(held.join().at("/events/0/type").asString()).isEqualTo("reconnect");
        assertThat(held.join().path("cursor").asString()).isEqualTo(cursor);
        Awaitility.await("the end").until(() -> !stopping.isAlive());
    }
}
