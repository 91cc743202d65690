package dev.parley.messaging.sending;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.ERIN;
import static dev.parley.testkit.Cast.FELIX;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.messaging.Claims;
import dev.parley.messaging.ConversationScene;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SendMessageIT extends ConversationScene {
    @Test
    void storesNumbersAndPublishesInOneOrder() {
        for (int i = 0; i < 5; i++) {
            Claims.say(http, i % 2 == 0 ? ALICE : CHLOE, claim, "message " + i);
        }
        List<Long> published = topics.await(Topic.CONVERSATION_EVENTS, conversation, 7).stream()
                .map(record -> record.json().path("seq").asLong())
                .toList();
        assertThat(published).isEqualTo(LongStream.rangeClosed(1, 7).boxed().toList());
        JsonNode items =
                http.as(ALICE).get("/api/v1/messages/claim/" + claim).json().path("items");
        assertThat(items.valueStream().map(item -> item.path("seq").asLong())).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void saysWhoTakesPartWithEveryMessage() {
        Claims.say(http, ALICE, claim, "hello");
        Claims.say(http, CHLOE, claim, "hello Alice");
        List<MessageSent> sent = journal.of(conversation, MessageSent.class);
        assertThat(sent.get(1).participantIds()).containsExactly(ALICE.userId());
        assertThat(sent.get(2).participantIds()).containsExactlyInAnyOrder(ALICE.userId(), CHLOE.userId());
        assertThat(sent.get(2).senderRole()).isEqualTo("AGENT");
    }

    @Test
    void answersARepeatWithTheFirstAnswerAndAnotherContentWithAConflict() {
        UUID key = UUID.randomUUID();
        Answer first = Claims.say(http, ALICE, claim, "once", key, Map.of());
        Answer again = Claims.say(http, ALICE, claim, "once", key, Map.of());
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(first.json().path("clientKey").asString()).isEqualTo(key.toString());
        Answer other = http.as(ALICE)
                .with("Idempotency-Key", key)
                .post("/api/v1/messages", Map.of("claimId", claim, "body", "twice"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
        assertThat(Claims.say(http, CHLOE, claim, "same key, other person", key, Map.of())
                        .header("Idempotency-Replayed"))
                .isEmpty();
    }

    @Test
    void storesOneMessageForManyIdenticalSendsAtOnce() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                UUID key = UUID.randomUUID();
                String body = "identical " + i;
                Callable<String> send = () ->
                        Claims.say(http, ALICE, claim, body, key, Map.of()).text();
                List<Future<String>> answers = threads.invokeAll(Collections.nCopies(20, send));
                for (Future<String> answer : answers) {
                    assertThat(answer.get()).isEqualTo(answers.getFirst().get());
                }
            }
        }
        assertThat(database.rows("select seq from message where conversation_id = ? order by seq", conversation))
                .extracting(row -> row.get("seq"))
                .containsExactlyElementsOf(new ArrayList<Object>(
                        LongStream.rangeClosed(2, 12).boxed().toList()));
    }

    @Test
    void leavesNoHoleWhenSendsAreRefused() {
        for (int i = 0; i < 10; i++) {
            UUID nobody = UUID.randomUUID();
            Answer refused = http.as(ALICE)
                    .post("/api/v1/messages", Map.of("claimId", claim, "body", "to nobody", "receiverId", nobody));
            assertThat(refused.status()).isEqualTo(400);
            Claims.say(http, ALICE, claim, "to all");
        }
        assertThat(journal.of(conversation))
                .extracting(JournalProbe.Appended::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 12).boxed().toList());
    }

    @Test
    void neverLetsTimeFallAsSeqRises() {
        database.execute("update conversation set last_at = now() + interval '2 hours' where id = ?", conversation);
        JsonNode sent = Claims.say(http, ALICE, claim, "the clock went back").json();
        JsonNode next = Claims.say(http, ALICE, claim, "and still").json();
        assertThat(next.path("createdAt").asString())
                .isGreaterThanOrEqualTo(sent.path("createdAt").asString());
        assertThat(Instant.parse(sent.path("createdAt").asString()))
                .isAfter(Instant.now().plusSeconds(3600));
    }

    @Test
    void hidesTheConversationFromEverybodyWhoHasNoBusinessWithIt() {
        claim = new Claims(topics, journal).submittedBy(ALICE, Claims.oldId()); // young ids would be waited for
        conversation = ConversationIds.ofClaim(claim);
        UUID message = UUID.fromString(
                Claims.say(http, ALICE, claim, "private").json().path("id").asString());
        Answer missing = http.as(BRUNO).get("/api/v1/conversations/" + Claims.oldId());
        assertThat(missing.status()).isEqualTo(404);
        for (Cast stranger : List.of(BRUNO, ERIN, FELIX)) {
            for (String path : List.of(
                    "/api/v1/messages/claim/" + claim,
                    "/api/v1/messages/" + message,
                    "/api/v1/conversations/" + conversation,
                    "/api/v1/conversations/" + conversation + "/messages",
                    "/api/v1/conversations/" + conversation + "/entries")) {
                Answer answer = http.as(stranger).get(path);
                assertThat(answer.text()).as(stranger + " " + path).isEqualTo(missing.text());
            }
            assertThat(http.as(stranger)
                            .post("/api/v1/messages", Map.of("claimId", claim, "body", "x"))
                            .text())
                    .isEqualTo(missing.text());
            assertThat(http.as(stranger)
                            .post("/api/v1/conversations/join", Map.of("claimId", claim))
                            .text())
                    .isEqualTo(missing.text());
            assertThat(http.as(stranger)
                            .patch("/api/v1/messages/" + message + "/read", null)
                            .text())
                    .isEqualTo(missing.text());
        }
        assertThat(http.as(KARIM).get("/api/v1/messages/" + message).status()).isEqualTo(200);
        assertThat(http.get("/api/v1/messages/" + message).status()).isEqualTo(401);
    }

    @Test
    void isHeldToTheTenantByPostgresAlone() throws SQLException {
        try (Connection asService = database.connectAsApp()) {
            for (String table : List.of("conversation", "participant", "message", "claim", "journal")) {
                try (var rows = asService.createStatement().executeQuery("select count(*) from " + table)) {
                    rows.next();
                    assertThat(rows.getLong(1)).as(table + " without a tenant").isZero();
                }
            }
        }
        assertThat(database.count("message")).isPositive();
    }

    @Test
    void repliesOnlyToAMessageOfTheSameConversation() {
        UUID elsewhere = new Claims(topics, journal).submittedBy(ALICE);
        String foreign = Claims.say(http, ALICE, elsewhere, "elsewhere")
                .json()
                .path("id")
                .asString();
        String here = Claims.say(http, ALICE, claim, "here").json().path("id").asString();
        assertThat(Claims.say(http, CHLOE, claim, "yes", UUID.randomUUID(), Map.of("replyToId", here))
                        .json()
                        .path("replyToId")
                        .asString())
                .isEqualTo(here);
        Answer refused =
                http.as(CHLOE).post("/api/v1/messages", Map.of("claimId", claim, "body", "no", "replyToId", foreign));
        assertThat(refused.status()).isEqualTo(400);
    }

    @Test
    void keepsTextAsWrittenAndInNfc() {
        String body = "Ligne 1\n\tLigne 2 <script>alert(1)</script> 👍🏽 \u202eRTL";
        assertThat(Claims.say(http, ALICE, claim, body).json().path("body").asString())
                .isEqualTo(body);
        assertThat(Claims.say(http, ALICE, claim, "e\u0301").json().path("body").asString())
                .isEqualTo("\u00e9");
        assertThat(Claims.say(http, ALICE, claim, "x".repeat(10_000)).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"claimId\":\"%s\"}",
                "{\"claimId\":\"%s\",\"body\":\"\"}",
                "{\"claimId\":\"%s\",\"body\":\" \\n\"}",
                "{\"claimId\":\"%s\",\"body\":7}",
                "{\"claimId\":\"%s\",\"body\":[\"x\"]}",
                "{\"claimId\":\"%s\",\"body\":\"a\\u0000\"}",
                "{\"claimId\":\"%s\",\"body\":\"\\udfff\"}",
                "{\"claimId\":\"%s\",\"body\":\"x\",\"seq\":1}",
                "{\"claimId\":\"%s\",\"body\":\"x\",\"senderId\":\"%s\"}",
                "{\"claimId\":\"%s\",\"body\":\"x\",\"tenant\":\"globex\"}",
                "{\"claimId\":\"%s\",\"body\":\"x\",\"receiverId\":\"nobody\"}",
                "{\"claimId\":\"%s\",\"conversationId\":\"%s\",\"body\":\"x\"}",
                "{\"claimId\":\"9223372036854775808\",\"body\":\"x\"}",
                "{\"body\":\"x\"}",
                "not json"
            })
    void refusesBadInputAndStoresNothing(String template) {
        String body = template.replace("%s", claim.toString());
        long before = database.count("message");
        Answer answer =
                http.as(ALICE).with("Idempotency-Key", UUID.randomUUID()).post("/api/v1/messages", body);
        assertThat(answer.status()).as(body + " → " + answer).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("Exception", "dev.parley", "tools.jackson", "select ");
        assertThat(database.count("message")).isEqualTo(before);
    }

    @Test
    void refusesTextThatIsTooLongAndParametersOutOfBounds() {
        Answer tooLong = http.as(ALICE).post("/api/v1/messages", Map.of("claimId", claim, "body", "x".repeat(10_001)));
        assertThat(tooLong.status()).isEqualTo(400);
        for (String query : List.of(
                "limit=0",
                "limit=-1",
                "limit=101",
                "limit=2147483648",
                "afterSeq=-1",
                "afterSeq=x",
                "afterSeq=1&beforeSeq=3")) {
            assertThat(http.as(ALICE)
                            .get("/api/v1/messages/claim/" + claim + "?" + query)
                            .status())
                    .as(query)
                    .isEqualTo(400);
        }
        Answer badKey = http.as(ALICE)
                .with("Idempotency-Key", "not-a-uuid")
                .post("/api/v1/messages", Map.of("claimId", claim, "body", "x"));
        assertThat(badKey.status()).isEqualTo(400);
    }

    @Test
    void saysWhatThisVersionDoesNotOffer() {
        Answer later = http.as(ALICE)
                .post(
                        "/api/v1/messages",
                        Map.of("claimId", claim, "body", "x", "attachmentIds", List.of(UUID.randomUUID())));
        assertThat(later.status()).isEqualTo(501);
        assertThat(later.problem()).isEqualTo("not-implemented");
        String transcript = "/api/v1/conversations/" + conversation + "/transcript";
        assertThat(http.as(ALICE).get(transcript).status()).isEqualTo(501);
        assertThat(http.as(ERIN)
                        .get("/api/v1/conversations/" + Claims.oldId() + "/transcript")
                        .status())
                .isEqualTo(404);
        assertThat(http.as(ALICE).get("/api/v1/me").json().path("userId").asString())
                .isEqualTo(ALICE.userId().toString());
    }
}
