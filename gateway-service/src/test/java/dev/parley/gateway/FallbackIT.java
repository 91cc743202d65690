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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What server-sent events and long polling bring, to whom, and from where on.
class FallbackIT {
    private static final String POLL = "/api/v1/realtime/poll";
    private static RunningGateway gateway;
    private final UUID claimId = UUID.randomUUID();
    private UUID conversationId;

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
    private void say(long seq, String body, Cast... participants) {
        say(conversationId, claimId, seq, body, participants);
    }

    private static void say(UUID conversationId, UUID claimId, long seq, String body, Cast... participants) {
        store(conversationId, seq, body);
        gateway.publish(gateway.message(conversationId, claimId, seq, body, participants));
    }

    private static void store(UUID conversationId, long seq, String body) {
        gateway.messaging.entry(
                conversationId, seq, "new_message", Map.of("conversationId", conversationId, "seq", seq, "body", body));
    }

    private TestStream resumed(Cast person, String lastEventId) {
        return TestStream.open(gateway.port(), TestTokens.tokenOf(person), "", lastEventId);
    }

    private static TestStream asked(Cast person, String query) {
        return TestStream.open(gateway.port(), TestTokens.tokenOf(person), query, null);
    }

    private static JsonNode poll(Cast person, String query) {
        Http.Answer answer = gateway.http().as(person).get(POLL + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    /// The entries of this test's conversation.
    private List<Long> seqs(JsonNode polled) {
        return polled.path("events")
                .valueStream()
                .map(event -> event.path("data"))
                .filter(data -> data.has("seq")
                        && data.path("conversationId").asString().equals(conversationId.toString()))
                .map(data -> data.path("seq").asLong())
                .toList();
    }

    // ---- streams ----

    @Test
    void streamsTheEnvelopesOfASocket() {
        try (TestStream alice = TestStream.of(gateway, ALICE);
                TestStream bruno = TestStream.of(gateway, BRUNO);
                TestSocket socket = gateway.socketOf(ALICE)) {
            assertThat(alice.header("Content-Type")).startsWith("text/event-stream");
            assertThat(alice.header("Cache-Control")).isEqualTo("no-store");
            assertThat(alice.header("X-Accel-Buffering")).isEqualTo("no");
            TestStream.Event connected = alice.next(java.time.Duration.ofSeconds(10));
            assertThat(connected).isNotNull();
            assertThat(connected.type()).isEqualTo("connected");
            assertThat(connected.id()).isNotEmpty();
            assertThat(connected.data().path("userId").asString())
                    .isEqualTo(ALICE.userId().toString());
            assertThat(connected.data().at("/unread/total").asInt()).isEqualTo(3);
            assertThat(connected
                            .data()
                            .at("/cursors/" + conversationId + "/seq")
                            .asInt(-1))
                    .isZero();

            say(1, "Bonjour", ALICE);
            TestStream.Event message = alice.await("new_message");
            assertThat(message.envelope()).isEqualTo(socket.await("new_message"));
            assertThat(message.id()).isNotEqualTo(connected.id()).isNotEmpty();
            assertThat(bruno.rest("new_message")).isEmpty();
        }
    }

    @Test
    void resumesAfterTheLastEventAndGoesOnLive() {
        String last;
        try (TestStream alice = TestStream.of(gateway, ALICE)) {
            alice.await("connected");
            say(1, "one", ALICE);
            last = alice.await("new_message").id();
        }
        say(2, "two", ALICE);
        say(3, "three", ALICE);
        try (TestStream alice = resumed(ALICE, last)) {
            assertThat(alice.await("new_message").data().path("seq").asLong()).isEqualTo(2);
            assertThat(alice.await("new_message").data().path("seq").asLong()).isEqualTo(3);
            say(4, "four", ALICE);
            assertThat(alice.await("new_message").data().path("seq").asLong()).isEqualTo(4);
            assertThat(alice.rest("new_message")).isEmpty();
        }
    }

    @Test
    void letsNothingPassBetweenTheLoadAndWhatIsLive() throws Exception {
        String start = poll(ALICE, "").path("cursor").asString();
        say(1, "missed", ALICE);
        CountDownLatch loading = gateway.messaging.hold();
        CompletableFuture<TestStream> opening = CompletableFuture.supplyAsync(() -> resumed(ALICE, start));
        try {
            Awaitility.await("the load")
                    .until(() -> gateway.messaging.calls().stream()
                            .anyMatch(call ->
                                    call.path().endsWith("/sync") && call.body().contains(conversationId.toString())));
            say(2, "while it loads", ALICE);
            try (TestSocket socket = gateway.socketOf(ALICE)) {
                // Only one that comes after it shows that the second has been handed out.
                UUID other = UUID.randomUUID();
                say(gateway.messaging.claim("acme", other), other, 1, "mark", ALICE);
                socket.await("new_message");
            }
        } finally {
            gateway.messaging.holdNothing();
            loading.countDown();
        }
        try (TestStream alice = opening.join()) {
            List<Long> seqs = java.util.stream.Stream.generate(() -> alice.await("new_message"))
                    .filter(event ->
                            event.data().path("conversationId").asString().equals(conversationId.toString()))
                    .limit(2)
                    .map(event -> event.data().path("seq").asLong())
                    .toList();
            assertThat(seqs).containsExactly(1L, 2L);
        }
    }

    @Test
    void fetchesWhatIsMissingBeforeWhatCameTooEarly() {
        try (TestStream alice = TestStream.of(gateway, ALICE)) {
            alice.await("connected");
            store(conversationId, 1, "one");
            store(conversationId, 2, "two");
            say(3, "three", ALICE);
            assertThat(List.of(alice.await("new_message"), alice.await("new_message"), alice.await("new_message")))
                    .extracting(event -> event.data().path("seq").asLong())
                    .containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void tellsTheHeads() {
        store(conversationId, 1, "one");
        try (TestStream alice = TestStream.of(gateway, ALICE)) {
            TestStream.Event heartbeat = alice.await("heartbeat");
            assertThat(heartbeat.data().at("/heads/" + conversationId).asLong()).isEqualTo(1);
            assertThat(heartbeat.id()).as("what moves nobody").isNull();
        }
    }

    // ---- polls ----

    @Test
    void beginsNowAndAnswersAtOnceWhatWasMissed() {
        store(conversationId, 1, "before");
        JsonNode begun = poll(ALICE, "");
        assertThat(begun.at("/events/0/type").asString()).isEqualTo("connected");
        assertThat(begun.path("events")).hasSize(1);
        say(2, "two", ALICE);
        say(3, "three", ALICE);
        JsonNode missed = poll(ALICE, "?cursor=" + begun.path("cursor").asString());
        assertThat(seqs(missed)).containsExactly(2L, 3L);
        assertThat(seqs(poll(ALICE, "?cursor=" + begun.path("cursor").asString())))
                .as("the same again, for an answer that was lost")
                .containsExactly(2L, 3L);
        JsonNode nothing =
                poll(ALICE, "?waitSeconds=0&cursor=" + missed.path("cursor").asString());
        assertThat(nothing.path("events")).isEmpty();
        assertThat(nothing.path("cursor").asString())
                .isEqualTo(missed.path("cursor").asString());
    }

    @Test
    void holdsAPollUntilSomethingComes() {
        String cursor = poll(ALICE, "").path("cursor").asString();
        CompletableFuture<JsonNode> held =
                CompletableFuture.supplyAsync(() -> poll(ALICE, "?waitSeconds=10&cursor=" + cursor));
        Awaitility.await("the poll is held").until(() -> gateway.followers() == 1);
        assertThat(held).isNotDone();
        say(1, "one", ALICE);
        assertThat(seqs(held.join())).containsExactly(1L);
        Awaitility.await("nobody is left").until(() -> gateway.followers() == 0);
    }

    @Test
    void answersAPollWithALittleWhenThereIsTooMuchForOneAnswer() {
        UUID other = UUID.randomUUID();
        UUID another = gateway.messaging.claim("acme", other, ALICE);
        String cursor = poll(ALICE, "").path("cursor").asString();
        String body = "x".repeat(9_000);
        for (long seq = 1; seq <= 70; seq++) {
            store(conversationId, seq, body);
            store(another, seq, body);
        }
        java.util.Map<String, java.util.List<Long>> got = new java.util.HashMap<>();
        int answers = 0;
        for (JsonNode polled = poll(ALICE, "?waitSeconds=0&cursor=" + cursor);
                !polled.path("events").isEmpty();
                polled = poll(ALICE, "?waitSeconds=0&cursor=" + cursor)) {
            answers++;
            assertThat(polled.toString()).hasSizeLessThan(1_100_000);
            cursor = polled.path("cursor").asString();
            polled.path("events")
                    .forEach(event -> got.computeIfAbsent(
                                    event.at("/data/conversationId").asString(), _ -> new java.util.ArrayList<>())
                            .add(event.at("/data/seq").asLong()));
        }
        assertThat(answers).isEqualTo(2);
        List<Long> all = java.util.stream.LongStream.rangeClosed(1, 70).boxed().toList();
        assertThat(got).containsEntry(conversationId.toString(), all).containsEntry(another.toString(), all);
    }

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
