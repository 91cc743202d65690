package dev.parley.messaging.sending;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.messaging.MessageSent;
import dev.parley.messaging.Claims;
import dev.parley.messaging.ConversationScene;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ReplyGuardIT extends ConversationScene {
    @Test
    void tellsWhatWasMissedAndSendsOnlyWhenTheSenderInsists() {
        Claims.say(http, ALICE, claim, "first");
        Claims.say(http, ALICE, claim, "second");
        Answer stale = guarded(CHLOE, 3, false, UUID.randomUUID());
        assertThat(stale.status()).as(stale.toString()).isEqualTo(409);
        assertThat(stale.problem()).isEqualTo("conversation-moved-on");
        assertThat(stale.json()
                        .path("entries")
                        .valueStream()
                        .map(entry -> entry.path("data").path("body").asString()))
                .containsExactly("second");
        assertThat(journal.of(conversation)).hasSize(4);
        UUID key = UUID.randomUUID();
        assertThat(guarded(CHLOE, 3, false, key).status()).isEqualTo(409);
        assertThat(guarded(CHLOE, 3, true, key).status()).isEqualTo(201);
        MessageSent sent = journal.of(conversation, MessageSent.class).getLast();
        assertThat(sent.overrodeSeq()).isEqualTo(3);
        assertThat(guarded(CHLOE, 4, true, UUID.randomUUID()).status()).isEqualTo(201);
        assertThat(journal.of(conversation, MessageSent.class).getLast().overrodeSeq())
                .isNull();
    }

    @Test
    void doesNotMindOnesOwnWordsOrThoseOfParley() {
        Claims.say(http, CHLOE, claim, "mine");
        assertThat(guarded(CHLOE, 1, false, UUID.randomUUID()).status()).isEqualTo(201);
        assertThat(guarded(CHLOE, 99, false, UUID.randomUUID()).status()).isEqualTo(400);
    }

    @Test
    void letsOneOfTwoAtOnceThrough() throws Exception {
        for (int round = 0; round < 10; round++) {
            long head = http.as(CHLOE)
                    .get("/api/v1/conversations/" + conversation)
                    .json()
                    .path("headSeq")
                    .asLong();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<Integer>> both = List.of(
                        () -> guarded(CHLOE, head, false, UUID.randomUUID()).status(),
                        () -> guarded(KARIM, head, false, UUID.randomUUID()).status());
                List<Integer> answers = new java.util.ArrayList<>();
                for (Future<Integer> answer : threads.invokeAll(both)) {
                    answers.add(answer.get());
                }
                assertThat(answers).containsExactlyInAnyOrder(201, 409);
            }
        }
    }

    private Answer guarded(Cast who, long basedOnSeq, boolean override, UUID key) {
        return http.as(who)
                .with("Idempotency-Key", key)
                .post(
                        "/api/v1/messages",
                        Map.of("claimId", claim, "body", "answer", "basedOnSeq", basedOnSeq, "override", override));
    }
}
