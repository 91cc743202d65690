package dev.parley.messaging.inbox;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.people.ProfileSeen;
import dev.parley.messaging.Claims;
import dev.parley.messaging.ConversationScene;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GroupIT extends ConversationScene {
    @Test
    void hasOneDirectConversationBetweenTheSameTwo() {
        Answer first = http.as(CHLOE)
                .post("/api/v1/conversations", Map.of("kind", "DIRECT", "participantIds", List.of(KARIM.userId())));
        assertThat(first.status()).as(first.toString()).isEqualTo(201);
        Answer again = http.as(KARIM)
                .post("/api/v1/conversations", Map.of("kind", "DIRECT", "participantIds", List.of(CHLOE.userId())));
        assertThat(again.json().path("id").asString())
                .isEqualTo(first.json().path("id").asString());
        String path = "/api/v1/conversations/" + first.json().path("id").asString();
        assertThat(http.as(DIANE).get(path).status()).isEqualTo(404);
        assertThat(http.as(CHLOE)
                        .post(path + "/messages", Map.of("body", "lunch?"))
                        .status())
                .isEqualTo(201);
        assertThat(http.as(KARIM).get("/api/v1/messages/unread-count").text())
                .contains(first.json().path("id").asString());
        assertThat(http.as(KARIM).patch(path, Map.of("title", "Us")).status()).isEqualTo(403);
    }

    @Test
    void letsThoseInAGroupAddNameLeaveAndShowsNothingAfterwards() {
        String id = group(CHLOE, "Storm", KARIM, ALICE);
        String path = "/api/v1/conversations/" + id;
        assertThat(http.as(BRUNO).get(path).status()).isEqualTo(404);
        assertThat(http.as(KARIM)
                        .post(path + "/participants", Map.of("userId", BRUNO.userId()))
                        .status())
                .isEqualTo(201);
        assertThat(http.as(BRUNO)
                        .patch(path, Map.of("title", "Storm of November"))
                        .json()
                        .path("title")
                        .asString())
                .isEqualTo("Storm of November");
        assertThat(http.as(ALICE)
                        .delete(path + "/participants/" + BRUNO.userId())
                        .status())
                .isEqualTo(403);
        assertThat(http.as(BRUNO)
                        .delete(path + "/participants/" + BRUNO.userId())
                        .status())
                .isEqualTo(204);
        assertThat(http.as(BRUNO).get(path).status()).isEqualTo(404);
        assertThat(http.as(BRUNO)
                        .post(path + "/messages", Map.of("body", "still here?"))
                        .status())
                .isEqualTo(404);
        assertThat(http.as(CHLOE)
                        .delete(path + "/participants/" + ALICE.userId())
                        .status())
                .isEqualTo(204);
        http.as(CHLOE).post(path + "/messages", Map.of("body", "among us"));
        MessageSent sent = journal.of(UUID.fromString(id), MessageSent.class).getLast();
        assertThat(sent.participantIds()).containsExactlyInAnyOrder(CHLOE.userId(), KARIM.userId());
        JsonNode entries = http.as(KARIM).get(path + "/entries").json().path("items");
        assertThat(entries.valueStream().map(entry -> entry.path("type").asString()))
                .containsExactly(
                        "conversation_updated",
                        "participant_changed",
                        "conversation_updated",
                        "participant_changed",
                        "participant_changed",
                        "new_message");
    }

    @Test
    void givesAPersonNobodyHasMetTheirNameLater() {
        UUID stranger = UUID.randomUUID();
        String id = http.as(CHLOE)
                .post("/api/v1/conversations", Map.of("kind", "GROUP", "participantIds", List.of(stranger)))
                .json()
                .path("id")
                .asString();
        assertThat(http.as(CHLOE)
                        .get("/api/v1/conversations/" + id)
                        .json()
                        .path("participants")
                        .get(1)
                        .path("role")
                        .isNull())
                .isTrue();
        journal.awaitConsumed(topics.publish(
                Topic.PROFILE_EVENTS,
                stranger,
                new ProfileSeen("acme", stranger, "AGENT", "Nadia Roux", "nadia@acme.example", "fr", Instant.now())));
        JsonNode met = http.as(CHLOE)
                .get("/api/v1/conversations/" + id)
                .json()
                .path("participants")
                .get(1);
        assertThat(met.path("name").asString()).isEqualTo("Nadia Roux");
        assertThat(met.path("role").asString()).isEqualTo("AGENT");
    }

    @Test
    void mutesForOneselfOnly() {
        String path = "/api/v1/conversations/" + conversation;
        assertThat(http.as(ALICE)
                        .patch(path, Map.of("muted", true))
                        .json()
                        .path("muted")
                        .asBoolean())
                .isTrue();
        assertThat(http.as(CHLOE).get(path).json().path("muted").asBoolean()).isFalse();
        assertThat(http.as(ALICE)
                        .patch(path, Map.of("muted", false))
                        .json()
                        .path("muted")
                        .asBoolean())
                .isFalse();
        assertThat(journal.of(conversation)).hasSize(2);
    }

    @Test
    void findsConversationsByTheBeginningOfAWord() {
        String word = "Éboulement" + conversation.toString().substring(30);
        String id = group(CHLOE, word + " au sud", KARIM);
        String q = URLEncoder.encode("eboulement" + conversation.toString().substring(30, 33), StandardCharsets.UTF_8);
        assertThat(http.as(KARIM).get("/api/v1/conversations?q=" + q).text()).contains(id);
        assertThat(http.as(DIANE).get("/api/v1/conversations?q=" + q).text()).doesNotContain(id);
        assertThat(http.as(KARIM).get("/api/v1/conversations?q=%26%7C!").status())
                .isEqualTo(200);
    }

    @Test
    void deletesForEverybodyAndForgetsWhatWasSaid() {
        Claims.say(http, ALICE, claim, "zqxdelete this");
        String path = "/api/v1/conversations/" + conversation;
        assertThat(http.as(CHLOE).delete(path).status()).isEqualTo(403);
        assertThat(http.as(ALICE).delete(path).status()).isEqualTo(403);
        assertThat(http.as(DIANE).delete(path).status()).isEqualTo(204);
        for (Cast reader : List.of(ALICE, CHLOE, DIANE)) {
            assertThat(http.as(reader).get(path).status()).isEqualTo(404);
            assertThat(http.as(reader)
                            .get("/api/v1/messages/search?q=zqxdelete")
                            .json()
                            .path("items"))
                    .isEmpty();
        }
        assertThat(database.rows("select 1 from message m where m::text like '%zqxdelete%'"))
                .isEmpty();
        assertThat(database.rows("select 1 from journal j where j::text like '%zqxdelete%'"))
                .isEmpty();
        assertThat(journal.of(conversation).getLast().type()).isEqualTo("conversation.deleted.v1");
    }

    @Test
    void answersARepeatedStartWithTheFirstAnswer() {
        UUID key = UUID.randomUUID();
        Map<String, Object> request =
                Map.of("kind", "GROUP", "participantIds", List.of(KARIM.userId()), "title", "Once");
        Answer first = http.as(CHLOE).with("Idempotency-Key", key).post("/api/v1/conversations", request);
        Answer again = http.as(CHLOE).with("Idempotency-Key", key).post("/api/v1/conversations", request);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotency-Replayed")).contains("true");
    }

    @Test
    void refusesWhatIsNoGroupOrDirectConversation() {
        for (Map<String, Object> body : List.<Map<String, Object>>of(
                Map.of("kind", "CLAIM", "participantIds", List.of(KARIM.userId())),
                Map.of("kind", "GROUP", "participantIds", List.of()),
                Map.of("kind", "GROUP"),
                Map.of("kind", "DIRECT", "participantIds", List.of(CHLOE.userId())),
                Map.of("kind", "DIRECT", "participantIds", List.of(KARIM.userId(), ALICE.userId())),
                Map.of("kind", "DIRECT", "participantIds", List.of(KARIM.userId()), "title", "x"),
                Map.of("kind", "GROUP", "participantIds", List.of("nobody")))) {
            assertThat(http.as(CHLOE).post("/api/v1/conversations", body).status())
                    .as(body.toString())
                    .isEqualTo(400);
        }
        assertThat(http.as(CHLOE)
                        .post(
                                "/api/v1/conversations/" + conversation + "/participants",
                                Map.of("userId", KARIM.userId()))
                        .status())
                .isEqualTo(403);
    }

    private String group(Cast by, String title, Cast... others) {
        List<UUID> ids = java.util.Arrays.stream(others).map(Cast::userId).toList();
        Answer answer = http.as(by)
                .post("/api/v1/conversations", Map.of("kind", "GROUP", "participantIds", ids, "title", title));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json().path("id").asString();
    }
}
