package dev.parley.messaging.sending;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.messaging.Claims;
import dev.parley.messaging.ConversationScene;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScheduledSendIT extends ConversationScene {
    @Test
    void sendsWhenItsTimeHasComeUnderTheSameId() {
        Answer kept = later(CHLOE, 1500, false, UUID.randomUUID());
        assertThat(kept.status()).as(kept.toString()).isEqualTo(202);
        String id = kept.json().path("id").asString();
        assertThat(http.as(CHLOE)
                        .get("/api/v1/messages/scheduled")
                        .json()
                        .path("items")
                        .valueStream()
                        .map(item -> item.path("id").asString()))
                .contains(id);
        assertThat(http.as(ALICE).get("/api/v1/messages/" + id).status()).isEqualTo(404);
        await("the message is sent")
                .atMost(Duration.ofSeconds(10))
                .until(() -> http.as(ALICE).get("/api/v1/messages/" + id).status() == 200);
        assertThat(http.as(ALICE)
                        .get("/api/v1/messages/" + id)
                        .json()
                        .path("body")
                        .asString())
                .isEqualTo("see you tomorrow");
        assertThat(http.as(CHLOE).get("/api/v1/messages/scheduled").text()).doesNotContain(id);
        assertThat(journal.of(conversation)).hasSize(3);
    }

    @Test
    void canBeCancelledUntilThen() {
        String id = later(CHLOE, 3_600_000, false, UUID.randomUUID())
                .json()
                .path("id")
                .asString();
        assertThat(http.as(KARIM).delete("/api/v1/messages/" + id).status()).isEqualTo(404);
        assertThat(http.as(CHLOE).delete("/api/v1/messages/" + id).status()).isEqualTo(204);
        assertThat(http.as(CHLOE).get("/api/v1/messages/scheduled").text()).doesNotContain(id);
        assertThat(database.rows("select 1 from scheduled_tasks where task_instance like '%' || ?", id))
                .isEmpty();
        assertThat(journal.of(conversation)).hasSize(2);
    }

    @Test
    void cancelsItselfWhenTheCustomerAnsweredFirstAndOnlyIfAsked() {
        String unless =
                later(CHLOE, 2000, true, UUID.randomUUID()).json().path("id").asString();
        String anyway =
                later(CHLOE, 2000, false, UUID.randomUUID()).json().path("id").asString();
        Claims.say(http, ALICE, claim, "never mind");
        await("both are dealt with")
                .atMost(Duration.ofSeconds(15))
                .until(() -> database.rows(
                                "select 1 from scheduled_message where conversation_id = ? and status = 'WAITING'",
                                conversation)
                        .isEmpty());
        assertThat(http.as(CHLOE).get("/api/v1/messages/" + unless).status()).isEqualTo(404);
        assertThat(http.as(CHLOE).get("/api/v1/messages/" + anyway).status()).isEqualTo(200);
        assertThat(database.rows("select outcome from scheduled_message where id = ?", UUID.fromString(unless))
                        .getFirst()
                        .get("outcome"))
                .isEqualTo("ANSWERED");
    }

    @Test
    void isOneMessageForOneKeyHoweverItIsAskedFor() {
        UUID key = UUID.randomUUID();
        String at = Instant.now().plusSeconds(3600).toString();
        Map<String, Object> request = Map.of("claimId", claim, "body", "later", "sendAt", at);
        Answer first = http.as(CHLOE).with("Idempotency-Key", key).post("/api/v1/messages", request);
        Answer again = http.as(CHLOE).with("Idempotency-Key", key).post("/api/v1/messages", request);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        Answer now = http.as(CHLOE)
                .with("Idempotency-Key", key)
                .post("/api/v1/messages", Map.of("claimId", claim, "body", "later"));
        assertThat(now.problem()).isEqualTo("idempotency-key-reused");
        UUID used = UUID.randomUUID();
        Claims.say(http, CHLOE, claim, "at once", used, Map.of());
        Answer afterwards = http.as(CHLOE)
                .with("Idempotency-Key", used)
                .post("/api/v1/messages", Map.of("claimId", claim, "body", "at once", "sendAt", at));
        assertThat(afterwards.problem()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void refusesThePastTheFarFutureAndConditionsWithoutATime() {
        for (Object at : List.of(
                Instant.now().minusSeconds(1).toString(),
                Instant.now().plusSeconds(400L * 86_400).toString(),
                "tomorrow",
                7)) {
            assertThat(http.as(CHLOE)
                            .post("/api/v1/messages", Map.of("claimId", claim, "body", "x", "sendAt", at))
                            .status())
                    .as(at.toString())
                    .isEqualTo(400);
        }
        assertThat(http.as(CHLOE)
                        .post("/api/v1/messages", Map.of("claimId", claim, "body", "x", "cancelIfAnswered", true))
                        .status())
                .isEqualTo(400);
        assertThat(database.rows("select 1 from scheduled_message where conversation_id = ?", conversation))
                .isEmpty();
    }

    private Answer later(Cast who, long millis, boolean unlessAnswered, UUID key) {
        return http.as(who)
                .with("Idempotency-Key", key)
                .post(
                        "/api/v1/messages",
                        Map.of(
                                "claimId",
                                claim,
                                "body",
                                "see you tomorrow",
                                "sendAt",
                                Instant.now().plusMillis(millis).toString(),
                                "cancelIfAnswered",
                                unlessAnswered));
    }
}
