package dev.parley.gateway;

import static dev.parley.testkit.Cast.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/// A conversation of Alice's, and clients that follow it by server-sent events and long polling.
abstract class FallbackScene {
    static final String POLL = "/api/v1/realtime/poll";
    static RunningGateway gateway;
    final UUID claimId = UUID.randomUUID();
    UUID conversationId;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway("gateway.sockets.heartbeat=1s");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void claim() {
        conversationId = gateway.messaging.claim("acme", claimId, ALICE);
    }

    /// Stored, and then published, as messaging does it.
    void say(long seq, String body, Cast... participants) {
        say(conversationId, claimId, seq, body, participants);
    }

    static void say(UUID conversationId, UUID claimId, long seq, String body, Cast... participants) {
        store(conversationId, seq, body);
        gateway.publish(gateway.message(conversationId, claimId, seq, body, participants));
    }

    static void store(UUID conversationId, long seq, String body) {
        gateway.messaging.entry(
                conversationId, seq, "new_message", Map.of("conversationId", conversationId, "seq", seq, "body", body));
    }

    TestStream resumed(Cast person, String lastEventId) {
        return TestStream.open(gateway.port(), TestTokens.tokenOf(person), "", lastEventId);
    }

    static TestStream asked(Cast person, String query) {
        return TestStream.open(gateway.port(), TestTokens.tokenOf(person), query, null);
    }

    static JsonNode poll(Cast person, String query) {
        Http.Answer answer = gateway.http().as(person).get(POLL + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    /// The entries of this test's conversation.
    List<Long> seqs(JsonNode polled) {
        return polled.path("events")
                .valueStream()
                .map(event -> event.path("data"))
                .filter(data -> data.has("seq")
                        && data.path("conversationId").asString().equals(conversationId.toString()))
                .map(data -> data.path("seq").asLong())
                .toList();
    }
}
