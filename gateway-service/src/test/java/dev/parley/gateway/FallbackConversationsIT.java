package dev.parley.gateway;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.ERIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.ParticipantLeft;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.TestTokens;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Which conversations server-sent events and long polling bring, and to whom.
class FallbackConversationsIT extends FallbackScene {
    // ---- conversations that come and go ----

    @Test
    void bringsAConversationThatIsNewWhole() {
        String cursor = poll(ALICE, "").path("cursor").asString();
        UUID otherClaim = UUID.randomUUID();
        UUID other = gateway.messaging.claim("acme", otherClaim, ALICE);
        say(other, otherClaim, 1, "one", ALICE);
        say(other, otherClaim, 2, "two", ALICE);
        JsonNode polled = poll(ALICE, "?cursor=" + cursor);
        assertThat(polled.path("events"))
                .extracting(event -> event.at("/data/conversationId").asString()
                        + event.at("/data/seq").asLong())
                .containsExactly(other + "1", other + "2");
        say(other, otherClaim, 3, "three", ALICE);
        assertThat(poll(ALICE, "?cursor=" + polled.path("cursor").asString())
                        .at("/events/0/data/seq")
                        .asLong())
                .isEqualTo(3);
    }

    @Test
    void followsAConversationThatBecomesKnownLiveAndResumesIt() {
        String last;
        UUID otherClaim = UUID.randomUUID();
        UUID other;
        try (TestStream alice = TestStream.of(gateway, ALICE)) {
            alice.await("connected");
            other = gateway.messaging.claim("acme", otherClaim, ALICE);
            say(other, otherClaim, 1, "one", ALICE);
            assertThat(alice.await("new_message").data().path("seq").asLong()).isEqualTo(1);
            say(other, otherClaim, 2, "two", ALICE);
            last = alice.await("new_message").id();
        }
        say(other, otherClaim, 3, "three", ALICE);
        try (TestStream alice = resumed(ALICE, last)) {
            assertThat(alice.await("new_message").data().path("seq").asLong()).isEqualTo(3);
        }
    }

    @Test
    void saysWhenItCannotBringSomebodyToTheHead() {
        String cursors = "?cursors=" + conversationId + ":0:" + UUID.randomUUID();
        store(conversationId, 1, "one");
        JsonNode lost = poll(ALICE, cursors);
        assertThat(lost.at("/events/0/type").asString()).isEqualTo("resync");
        assertThat(lost.at("/events/0/data/reason").asString()).isEqualTo("epoch-changed");
        assertThat(lost.at("/events/0/data/headSeq").asLong()).isEqualTo(1);
        String ahead = "?cursors=" + conversationId + ":9:" + MessagingStandIn.EPOCH;
        assertThat(poll(ALICE, ahead).at("/events/0/data/reason").asString()).isEqualTo("position-unknown");
        for (long seq = 2; seq <= 101; seq++) {
            store(conversationId, seq, "more");
        }
        String start = "?cursors=" + conversationId + ":0";
        JsonNode tooMuch = poll(ALICE, start);
        assertThat(tooMuch.at("/events/0/data/reason").asString()).isEqualTo("too-much-missed");
        say(102, "and on", ALICE);
        assertThat(seqs(poll(ALICE, "?cursor=" + tooMuch.path("cursor").asString())))
                .containsExactly(102L);
    }

    @Test
    void tellsNothingMoreToOneWhoWasRemoved() {
        UUID brunosClaim = UUID.randomUUID();
        UUID brunos = gateway.messaging.claim("acme", brunosClaim, BRUNO);
        try (TestStream bruno = TestStream.of(gateway, BRUNO);
                TestSocket chloe = gateway.socketOf(CHLOE)) {
            bruno.await("connected");
            say(brunos, brunosClaim, 1, "for Bruno", BRUNO, CHLOE);
            bruno.await("new_message");
            gateway.topics.publish(
                    Topic.CONVERSATION_EVENTS,
                    brunos,
                    new ParticipantLeft(
                            "acme",
                            brunos,
                            2,
                            brunosClaim,
                            BRUNO.userId(),
                            CHLOE.userId(),
                            Instant.parse("2026-11-20T09:15:30Z"),
                            RunningGateway.ids(CHLOE)));
            gateway.publish(gateway.message(brunos, brunosClaim, 3, "not for Bruno", CHLOE));
            chloe.await(frame -> frame.at("/data/seq").asLong() == 3, "the last");
            assertThat(bruno.await("participant_changed").data().path("change").asString())
                    .isEqualTo("LEFT");
            assertThat(bruno.rest("new_message")).isEmpty();
        }
    }

    @Test
    void showsNothingForeignWhateverTheCursorSays() {
        store(conversationId, 1, "not for Erin");
        JsonNode erin = poll(ERIN, "?waitSeconds=1&cursors=" + conversationId + ":0");
        assertThat(erin.path("events")).isEmpty();
        String alices = poll(ALICE, "").path("cursor").asString();
        CompletableFuture<JsonNode> held =
                CompletableFuture.supplyAsync(() -> poll(ERIN, "?waitSeconds=2&cursor=" + alices));
        Awaitility.await("the poll is held").until(() -> gateway.followers() == 1);
        say(2, "not for Erin", ALICE, ERIN);
        gateway.publishRead(conversationId, claimId, 2, CHLOE, ALICE, ERIN);
        assertThat(held.join().path("events")).isEmpty();
    }

    // ---- joins ----

    @Test
    void followsWhatIsAskedForWithTypingAndReceipts() {
        try (TestStream chloe = asked(CHLOE, "?joinClaim=" + claimId);
                TestStream karim = TestStream.of(gateway, Cast.KARIM);
                TestStream alice = TestStream.of(gateway, ALICE);
                TestSocket typist = gateway.socketOf(BRUNO)) {
            chloe.await("connected");
            alice.await("connected");
            typist.ask("join_claim", Map.of("claimId", claimId));
            typist.ask("typing_start", Map.of("claimId", claimId));
            assertThat(chloe.await("typing_update").data().at("/userIds/0").asString())
                    .isEqualTo(BRUNO.userId().toString());
            say(1, "one", ALICE);
            String last = chloe.await("new_message").id();
            alice.await("new_message");
            assertThat(alice.rest("typing_update")).as("without a join").isEmpty();
            gateway.publishRead(conversationId, claimId, 1, ALICE, ALICE);
            chloe.await("message_read_receipt");
            assertThat(karim.rest("new_message")).isEmpty();
            say(2, "two", ALICE);
            chloe.close();
            try (TestStream again =
                    TestStream.open(gateway.port(), TestTokens.tokenOf(CHLOE), "?join=" + conversationId, last)) {
                assertThat(again.await("new_message").data().path("seq").asLong())
                        .isEqualTo(2);
            }
            try (TestStream elsewhere = TestStream.open(gateway.port(), TestTokens.tokenOf(CHLOE), "", last)) {
                elsewhere.await("connected");
                say(3, "three", ALICE);
                alice.await("new_message");
                alice.await("new_message");
                assertThat(elsewhere.rest("new_message")).as("who left").isEmpty();
            }
        }
    }

    @Test
    void answersAJoinOfWhatOneMayNotSeeAsIfThereWereNothing() {
        Http.Answer foreign = gateway.http().as(ERIN).get(POLL + "?join=" + conversationId);
        Http.Answer nothing = gateway.http().as(ERIN).get(POLL + "?join=" + UUID.randomUUID());
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.text()).isEqualTo(nothing.text());
        assertThat(gateway.http()
                        .as(ERIN)
                        .get("/api/v1/realtime/events?joinClaim=" + claimId)
                        .problem())
                .isEqualTo("not-found");
        Awaitility.await("nobody is left").until(() -> gateway.followers() == 0);
    }
}
