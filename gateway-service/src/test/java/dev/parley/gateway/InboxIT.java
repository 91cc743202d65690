package dev.parley.gateway;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.FELIX;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.testkit.Cast;
import dev.parley.testkit.TestTokens;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What staff hear of claims in which they take no part, and that nobody else does.
class InboxIT {
    private static RunningGateway gateway;
    private final UUID claimId = UUID.randomUUID();
    private final UUID conversationId = ConversationIds.ofClaim(claimId);

    @BeforeAll
    static void start() {
        gateway = new RunningGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static TestSocket watching(Cast person) {
        TestSocket socket = gateway.socketOf(person);
        assertThat(socket.ask("watch_inbox", Map.of()).path("type").asString()).isEqualTo("ack");
        return socket;
    }

    private void aliceSubmits() {
        gateway.topics.publish(
                Topic.CLAIM_EVENTS,
                claimId,
                new ClaimSubmitted(
                        "acme",
                        claimId,
                        "CLM-2026-000007",
                        conversationId,
                        ALICE.userId(),
                        ALICE.displayName(),
                        "fr",
                        "Leak",
                        "DAMAGE",
                        Instant.now()));
    }

    private JsonNode told(TestSocket socket, String type) {
        return socket.await(
                        frame -> frame.path("type").asString().equals("inbox_update")
                                && frame.at("/data/claimId").asString().equals(claimId.toString())
                                && frame.at("/data/type").asString().equals(type),
                        "inbox_update " + type)
                .path("data");
    }

    @Test
    void tellsStaffWhoWatchWhatHappensToClaimsOfTheirTenant() {
        try (TestSocket chloe = watching(CHLOE);
                TestSocket felix = watching(FELIX);
                TestSocket karim = gateway.socketOf(KARIM);
                TestSocket alice = gateway.socketOf(ALICE)) {
            aliceSubmits();
            assertThat(told(chloe, "claim_submitted").path("title").asString()).isEqualTo("Leak");
            gateway.publish(gateway.message(conversationId, claimId, 3, "Good morning", ALICE));
            JsonNode message = told(chloe, "new_message");
            assertThat(message.at("/message/excerpt").asString()).isEqualTo("Good morning");
            assertThat(message.path("seq").asLong()).isEqualTo(3);
            alice.await("new_message");
            assertThat(chloe.rest("new_message")).as("she takes no part").isEmpty();
            for (TestSocket other : java.util.List.of(felix, karim, alice)) {
                other.ask("ping", Map.of());
                assertThat(other.rest("inbox_update")).isEmpty();
            }
        }
    }

    @Test
    void comesBesideWhatOneGetsAsAParticipant() {
        try (TestSocket chloe = watching(CHLOE)) {
            gateway.publish(gateway.message(conversationId, claimId, 3, "Good morning", ALICE, CHLOE));
            chloe.await(
                    frame -> frame.at("/data/conversationId").asString().equals(conversationId.toString())
                            && frame.path("type").asString().equals("new_message"),
                    "the message");
            told(chloe, "new_message");
        }
    }

    @Test
    void refusesEverybodyButStaff() {
        try (TestSocket alice = gateway.socketOf(ALICE);
                TestSocket chloe = watching(CHLOE)) {
            JsonNode answer = alice.ask("watch_inbox", Map.of());
            assertThat(answer.path("type").asString()).isEqualTo("error");
            assertThat(answer.at("/data/type").asString()).isEqualTo("/problems/forbidden");
            assertThat(answer.at("/data/status").asInt()).isEqualTo(403);
            aliceSubmits();
            told(chloe, "claim_submitted");
            alice.ask("ping", Map.of());
            assertThat(alice.rest("inbox_update")).isEmpty();
        }
    }

    @Test
    void stopsWhenAskedToAndRefusesWhatIsNeitherTrueNorFalse() {
        try (TestSocket chloe = watching(CHLOE);
                TestSocket karim = watching(KARIM)) {
            JsonNode refused = chloe.ask("watch_inbox", Map.of("on", "no"));
            assertThat(refused.at("/data/errors/0/field").asString()).isEqualTo("on");
            assertThat(chloe.ask("watch_inbox", Map.of("on", false))
                            .path("type")
                            .asString())
                    .isEqualTo("ack");
            aliceSubmits();
            told(karim, "claim_submitted");
            chloe.ask("ping", Map.of());
            assertThat(chloe.rest("inbox_update")).isEmpty();
        }
    }

    @Test
    void tellsNothingMoreToOneWhoIsNoLongerStaff() {
        try (TestSocket chloe = watching(CHLOE);
                TestSocket karim = watching(KARIM)) {
            String demoted = TestTokens.tokenOf(CHLOE, claims -> claims.claim("roles", java.util.List.of("CUSTOMER")));
            assertThat(chloe.ask("authenticate", Map.of("token", demoted))
                            .path("type")
                            .asString())
                    .isEqualTo("ack");
            aliceSubmits();
            told(karim, "claim_submitted");
            chloe.ask("ping", Map.of());
            assertThat(chloe.rest("inbox_update")).isEmpty();
        }
    }
}
