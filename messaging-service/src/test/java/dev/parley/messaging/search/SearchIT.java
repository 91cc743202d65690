package dev.parley.messaging.search;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.ERIN;
import static dev.parley.testkit.Cast.FELIX;
import static dev.parley.testkit.Cast.GINA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.ConversationIds;
import dev.parley.messaging.Claims;
import dev.parley.messaging.ConversationScene;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SearchIT extends ConversationScene {
    @Test
    void findsWordsWithoutAccentsAndWhateverTheirEnding() {
        Claims.say(http, ALICE, claim, "Les fenêtres de l'hôtel étaient cassées");
        Claims.say(http, ALICE, claim, "The insurers are calculating damages");
        assertThat(found(ALICE, "hotel")).hasSize(1);
        assertThat(found(ALICE, "HÔTEL")).hasSize(1);
        assertThat(found(ALICE, "fenêtre cassée")).hasSize(1);
        assertThat(found(ALICE, "damage calculated")).hasSize(1);
        assertThat(found(ALICE, "hotel -fenêtre")).isEmpty();
        assertThat(found(ALICE, "\"insurers are\"")).hasSize(1);
        JsonNode hit =
                http.as(ALICE).get(search("fenetre")).json().path("items").get(0);
        assertThat(hit.path("highlight").asString()).contains("<mark>fenêtres</mark>");
        assertThat(hit.path("conversationId").asString()).isEqualTo(conversation.toString());
    }

    /// Between two hits of one conversation may lie more than is looked at.
    @Test
    void saysOfEachHitWhenItWasReadHoweverFarApartTheyLie() {
        String word = "axolotl" + conversation.toString().replace("-", "");
        List<String> hits = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            boolean isHit = i == 0 || i == 59;
            Answer said = Claims.say(http, ALICE, claim, isHit ? word : "between " + i);
            String id = said.json().path("id").asString();
            if (isHit) {
                hits.add(id);
            }
            if (isHit || i == 30) {
                http.as(CHLOE).patch("/api/v1/messages/" + id + "/read", null);
            }
        }
        JsonNode found = http.as(ALICE).get(search(word)).json().path("items");
        assertThat(found.size()).isEqualTo(2);
        for (JsonNode hit : found) {
            assertThat(hits).contains(hit.path("id").asString());
            assertThat(hit.path("readBy"))
                    .isEqualTo(http.as(ALICE)
                            .get("/api/v1/messages/" + hit.path("id").asString())
                            .json()
                            .path("readBy"));
            assertThat(hit.path("readBy").size()).isOne();
        }
        assertThat(found.get(0).path("readAt")).isNotEqualTo(found.get(1).path("readAt"));
    }

    @Test
    void escapesWhatIsHighlighted() {
        Claims.say(http, ALICE, claim, "flooding & <mark> <img src=x onerror=alert(1)>");
        String highlight = http.as(ALICE)
                .get(search("flooding"))
                .json()
                .path("items")
                .get(0)
                .path("highlight")
                .asString();
        assertThat(highlight)
                .contains("<mark>flooding</mark>")
                .doesNotContain("<img")
                .contains("&lt;img");
    }

    @Test
    void findsOnlyWhatTheCallerMaySee() {
        String word = "zebra" + conversation.toString().replace("-", "");
        Claims.say(http, ALICE, claim, word + " for all");
        UUID notes = ConversationIds.ofClaimNotes(claim);
        assertThat(http.as(CHLOE)
                        .post("/api/v1/conversations/" + notes + "/messages", Map.of("body", word + " for us"))
                        .status())
                .isEqualTo(201);
        assertThat(found(ALICE, word)).containsExactly(word + " for all");
        assertThat(found(CHLOE, word)).containsExactly(word + " for us", word + " for all");
        for (Cast stranger : List.of(BRUNO, ERIN, FELIX, GINA)) {
            assertThat(found(stranger, word)).as(stranger.toString()).isEmpty();
        }
        assertThat(http.as(BRUNO)
                        .get(search(word) + "&conversationId=" + conversation)
                        .status())
                .isEqualTo(404);
        assertThat(http.as(ALICE)
                        .get(search(word) + "&conversationId=" + conversation)
                        .json()
                        .path("items"))
                .hasSize(1);
    }

    @Test
    void isHeldToTheTenantWhereTheIndexIsReadPastThePolicy() throws SQLException {
        String word = "okapi" + conversation.toString().replace("-", "");
        Claims.say(http, ALICE, claim, word);
        String call = "select count(*) from searched_words where words @@ to_tsquery('parley_fr', '" + word + "')";
        String conversations = "select count(*) from conversations_with_words(to_tsquery('parley_plain', 'leak'), 10)";
        try (Connection asService = database.connectAsApp()) {
            asService.setAutoCommit(false);
            assertThat(count(asService, call)).as("without a tenant").isZero();
            assertThat(count(asService, conversations)).as("without a tenant").isZero();
            asService.createStatement().execute("select set_config('parley.tenant', 'globex', true)");
            assertThat(count(asService, call)).as("as another tenant").isZero();
            asService.createStatement().execute("select set_config('parley.tenant', 'acme', true)");
            assertThat(count(asService, call)).isEqualTo(1);
            assertThat(count(asService, conversations)).isPositive();
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void pagesFromTheNewestBackwards() {
        String word = "quokka" + conversation.toString().replace("-", "");
        for (int i = 0; i < 5; i++) {
            Claims.say(http, ALICE, claim, word + " " + i);
        }
        JsonNode first = http.as(ALICE).get(search(word) + "&limit=3").json();
        JsonNode second = http.as(ALICE)
                .get(search(word) + "&limit=3&cursor="
                        + first.path("nextCursor").asString())
                .json();
        assertThat(first.path("items").valueStream().map(hit -> hit.path("seq").asLong()))
                .containsExactly(7L, 6L, 5L);
        assertThat(second.path("items").valueStream().map(hit -> hit.path("seq").asLong()))
                .containsExactly(4L, 3L);
        assertThat(second.path("nextCursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"&", "!", "a & | b", "'", "\\", "((", "x:*", "-", "\"", "le la les", "%", "<->"})
    void takesWhateverIsTypedAsWords(String typed) {
        assertThat(http.as(ALICE).get(search(typed)).status()).as(typed).isEqualTo(200);
    }

    @Test
    void refusesNoWordsTooManyAndForgedCursors() {
        for (String query : List.of(
                "",
                "?q=",
                "?q=%20",
                "?q=" + "x".repeat(201),
                "?q=x&cursor=forged",
                "?q=x&limit=0",
                "?q=x&conversationId=1")) {
            assertThat(http.as(ALICE).get("/api/v1/messages/search" + query).status())
                    .as(query)
                    .isEqualTo(400);
        }
    }

    private static String search(String q) {
        return "/api/v1/messages/search?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8);
    }

    private List<String> found(Cast who, String q) {
        Answer answer = http.as(who).get(search(q));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json()
                .path("items")
                .valueStream()
                .map(hit -> hit.path("body").asString())
                .toList();
    }
}
