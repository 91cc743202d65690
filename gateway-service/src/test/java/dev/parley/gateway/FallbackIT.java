package dev.parley.gateway;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What server-sent events and long polling bring, and from where on.
class FallbackIT extends FallbackScene {
    // ---- streams ----

    @Test
    void streamsTheEnvelopesOfASocket() {
        gateway.messaging.counted(ALICE.userId(), conversationId, 3, 7, 2);
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
}
