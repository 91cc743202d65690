package dev.parley.systemtest.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.systemtest.client.Answer;
import dev.parley.systemtest.client.Person;
import dev.parley.systemtest.client.Socket;
import dev.parley.systemtest.stack.SharedStack;
import dev.parley.systemtest.stack.Stack;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// One message, from click to the other screen: the steps of `docs/trace-one-message.md`, and what may not happen on
/// the way. Each test has claims of its own.
@ExtendWith(SharedStack.class)
class SendMessageJourneyIT {

    private final Scene scene;
    private final Person alice;
    private final Person chloe;

    SendMessageJourneyIT(Stack stack) {
        scene = new Scene(stack);
        alice = scene.alice;
        chloe = scene.chloe;
    }

    @AfterEach
    void everybodyLeaves() {
        scene.close();
    }

    @Test
    void bringsAMessageToTheOtherPersonAndTheReadingBack() {
        JsonNode claim = alice.submitted("Broken window");
        String claimId = claim.path("id").asString();
        assertThat(claim.path("status").asString()).isEqualTo("SUBMITTED");
        String conversationId = claim.path("conversationId").asString();

        JsonNode first = alice.say(claimId, "Good morning").expect(201);
        assertThat(first.path("conversationId").asString()).isEqualTo(conversationId);

        Socket hers = scene.open(alice, claimId);
        Socket chloes = scene.open(chloe, claimId);
        JsonNode sent = alice.say(claimId, "A stone went through it.\nPhotos follow — merci !")
                .expect(201);
        JsonNode live = chloes.await("new_message", Scene.withId(sent));
        assertThat(live.path("body").asString()).isEqualTo("A stone went through it.\nPhotos follow — merci !");
        assertThat(live.path("seq").asLong()).isEqualTo(sent.path("seq").asLong());
        assertThat(live.path("senderId").asString()).isEqualTo(alice.userId());
        assertThat(live.path("isAdminMessage").asBoolean()).isFalse();
        hers.await("new_message", Scene.withId(sent));
        assertThat(Scene.sequence(chloe, conversationId)).isEqualTo(Scene.dense(4));

        chloes.acked("message_read", Map.of("messageId", sent.path("id").asString()));
        JsonNode receipt = hers.await(
                "message_read_receipt", data -> data.path("userId").asString().equals(chloe.userId()));
        assertThat(receipt.path("conversationId").asString()).isEqualTo(conversationId);
        assertThat(receipt.path("upToSeq").asLong()).isEqualTo(sent.path("seq").asLong());
        await().atMost(Scene.SOON).untilAsserted(() -> {
            JsonNode read = alice.get("/messages/" + sent.path("id").asString()).expect(200);
            assertThat(read.path("isRead").asBoolean()).isTrue();
            assertThat(read.path("readBy").path(0).path("userId").asString()).isEqualTo(chloe.userId());
        });
    }

    @Test
    void sendsOverTheSocketAsOverRest() {
        String claimId = alice.submitted("Over the socket").path("id").asString();
        Socket hers = scene.open(alice, claimId);
        Socket chloes = scene.open(chloe, claimId);
        String key = UUID.randomUUID().toString();
        Map<String, String> frame = Map.of("claimId", claimId, "body", "From a frame", "clientKey", key);

        JsonNode sent = hers.acked("send_message", frame);
        assertThat(sent.path("clientKey").asString()).isEqualTo(key);
        assertThat(chloes.await("new_message", Scene.withId(sent)).path("body").asString())
                .isEqualTo("From a frame");
        assertThat(hers.acked("send_message", frame).path("id")).isEqualTo(sent.path("id"));
        Answer again = alice.say(claimId, "From a frame", UUID.fromString(key));
        assertThat(again.expect(201).path("id")).isEqualTo(sent.path("id"));
    }

    @Test
    void takesAMessageRightAfterTheSubmission() {
        for (int round = 0; round < 5; round++) {
            String claimId = alice.submitted("At once " + round).path("id").asString();
            alice.say(claimId, "I write at once").expect(201);
        }
    }

    @Test
    void greetsInTheCustomersLanguageAndKeepsTheLogDense() {
        JsonNode claim = alice.submitted("Welcome");
        String conversationId = claim.path("conversationId").asString();
        await().atMost(Scene.SOON)
                .until(() -> Scene.sequence(alice, conversationId).size() == 2);
        JsonNode entries = alice.get("/conversations/" + conversationId + "/entries?afterSeq=0")
                .expect(200);
        JsonNode greeting = entries.path("items").path(1);
        assertThat(greeting.path("type").asString()).isEqualTo("new_message");
        assertThat(greeting.path("data").path("kind").asString()).isEqualTo("SYSTEM");
        assertThat(greeting.path("data").path("body").asString()).isNotBlank();
        IntStream.range(0, 5)
                .forEach(
                        i -> alice.say(claim.path("id").asString(), "line " + i).expect(201));
        assertThat(Scene.sequence(alice, conversationId)).isEqualTo(Scene.dense(7));
    }

    @Test
    void refusesMessagesToADraft() {
        Answer refusal = alice.say(alice.draft("Not yet"), "Too early");
        refusal.expect(409);
        assertThat(refusal.problem()).isEqualTo("claim-not-submitted");
    }

    @Test
    void answersARepeatedSendWithTheFirstAnswer() {
        String claimId = alice.submitted("Twice").path("id").asString();
        UUID key = UUID.randomUUID();
        Answer first = alice.say(claimId, "Once", key);
        Answer second = alice.say(claimId, "Once", key);
        first.expect(201);
        assertThat(first.replayed()).isFalse();
        assertThat(second.replayed()).isTrue();
        assertThat(second.expect(201).path("id")).isEqualTo(first.expect(201).path("id"));
        assertThat(second.body().path("seq")).isEqualTo(first.body().path("seq"));

        Answer other = alice.say(claimId, "Something else", key);
        other.expect(409);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void servesEveryTabOfAPerson() {
        String claimId = alice.submitted("Two tabs").path("id").asString();
        Socket tab = scene.open(alice, claimId);
        Socket otherTab = scene.listening(alice.connect());
        JsonNode sent = alice.say(claimId, "From my first tab").expect(201);
        tab.await("new_message", Scene.withId(sent));
        otherTab.await("new_message", Scene.withId(sent));
        tab.close();
        JsonNode reply = chloe.say(claimId, "One tab is enough").expect(201);
        otherTab.await("new_message", Scene.withId(reply));
    }

    @Test
    void resumesWithExactlyWhatWasMissed() {
        JsonNode claim = alice.submitted("Tunnel");
        String claimId = claim.path("id").asString();
        String conversationId = claim.path("conversationId").asString();
        alice.say(claimId, "Before the tunnel").expect(201);
        Socket before = chloe.connect();
        JsonNode joined = before.acked("join_claim", Map.of("claimId", claimId));
        long held = joined.path("headSeq").asLong();
        before.drop();
        for (int i = 1; i <= 4; i++) {
            alice.say(claimId, "In the tunnel " + i).expect(201);
        }

        Socket after = scene.listening(chloe.connect());
        JsonNode synced = after.acked(
                "sync",
                Map.of(
                        "cursors",
                        Map.of(
                                conversationId,
                                Map.of("epoch", joined.path("epoch").asString(), "seq", held))));
        JsonNode missed = StreamSupport.stream(synced.path("conversations").spliterator(), false)
                .filter(each -> each.path("conversationId").asString().equals(conversationId))
                .findFirst()
                .orElseThrow();
        assertThat(missed.path("resync").asBoolean()).isFalse();
        assertThat(missed.path("more").asBoolean()).isFalse();
        assertThat(Scene.seqs(missed.path("entries"))).containsExactly(held + 1, held + 2, held + 3, held + 4);
        JsonNode live = alice.say(claimId, "Out of the tunnel").expect(201);
        after.await("new_message", Scene.withId(live));
        assertThat(after.received("new_message").stream()
                        .map(frame -> frame.path("data").path("seq").asLong()))
                .containsExactly(held + 5);

        Socket stale = scene.listening(chloe.connect());
        JsonNode resync = stale.acked(
                "join_claim",
                Map.of("claimId", claimId, "epoch", UUID.randomUUID().toString(), "afterSeq", held));
        assertThat(resync.path("resync").asBoolean()).as("another epoch").isTrue();
    }

    @Test
    void countsWhatIsUnread() {
        String claimId = alice.submitted("Unread").path("id").asString();
        alice.say(claimId, "Mine does not count").expect(201);
        assertThat(Scene.unread(alice, claimId)).isZero();
        chloe.say(claimId, "One").expect(201);
        JsonNode second = chloe.say(claimId, "Two").expect(201);
        assertThat(Scene.unread(alice, claimId)).isEqualTo(2);
        alice.patch("/messages/" + second.path("id").asString() + "/read", Map.of())
                .expect(200);
        assertThat(Scene.unread(alice, claimId)).isZero();
        JsonNode page =
                alice.get("/messages/claim/" + claimId + "?limit=1").expect(200).path("items");
        alice.patch("/messages/" + page.path(0).path("id").asString() + "/read", Map.of())
                .expect(200);
        assertThat(Scene.unread(alice, claimId)).as("a position never falls").isZero();
    }
}
