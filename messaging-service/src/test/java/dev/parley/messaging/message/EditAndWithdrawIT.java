package dev.parley.messaging.message;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.messaging.Claims;
import dev.parley.messaging.ConversationScene;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EditAndWithdrawIT extends ConversationScene {
    @Test
    void keepsEachVersionHoweverQuicklyTheyFollow() {
        String id = sent(ALICE, "version 0");
        for (int i = 1; i <= 5; i++) {
            http.as(ALICE).patch("/api/v1/messages/" + id, Map.of("body", "version " + i));
        }
        JsonNode history =
                http.as(CHLOE).get("/api/v1/messages/" + id + "/edits").json().path("items");
        assertThat(history.valueStream().map(version -> version.path("body").asString()))
                .containsExactly("version 0", "version 1", "version 2", "version 3", "version 4");
    }

    @Test
    void letsTheSenderEditAndKeepsWhatWasSaidBefore() {
        String id = sent(ALICE, "the leek is in the kitchen");
        Answer edited = http.as(ALICE).patch("/api/v1/messages/" + id, Map.of("body", "the leak is in the kitchen"));
        assertThat(edited.status()).as(edited.toString()).isEqualTo(200);
        assertThat(edited.json().path("body").asString()).isEqualTo("the leak is in the kitchen");
        assertThat(edited.json().path("editedAt").isNull()).isFalse();
        JsonNode last = entries(ALICE).get(3);
        assertThat(last.path("type").asString()).isEqualTo("message_edited");
        assertThat(last.path("data").path("messageSeq").asLong()).isEqualTo(3);
        JsonNode history =
                http.as(CHLOE).get("/api/v1/messages/" + id + "/edits").json().path("items");
        assertThat(history.get(0).path("body").asString()).isEqualTo("the leek is in the kitchen");
        assertThat(http.as(ALICE).get("/api/v1/messages/" + id + "/edits").status())
                .isEqualTo(403);
    }

    @Test
    void changesNothingWhenTheWordsAreTheSame() {
        String id = sent(ALICE, "as it is");
        assertThat(http.as(ALICE)
                        .patch("/api/v1/messages/" + id, Map.of("body", "as it is"))
                        .json()
                        .path("editedAt")
                        .isNull())
                .isTrue();
        assertThat(journal.of(conversation)).hasSize(3);
    }

    @Test
    void refusesAnEditByOthersAndAfterTheWindow() {
        String id = sent(ALICE, "mine");
        assertThat(http.as(CHLOE)
                        .patch("/api/v1/messages/" + id, Map.of("body", "no"))
                        .status())
                .isEqualTo(403);
        assertThat(http.as(BRUNO)
                        .patch("/api/v1/messages/" + id, Map.of("body", "no"))
                        .status())
                .isEqualTo(404);
        database.execute(
                "update message set created_at = created_at - interval '16 minutes' where id = ?", UUID.fromString(id));
        Answer late = http.as(ALICE).patch("/api/v1/messages/" + id, Map.of("body", "later"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problem()).isEqualTo("edit-window-over");
        assertThat(journal.of(conversation)).hasSize(3);
    }

    @Test
    void showsNobodyTheTextOfAWithdrawnMessage() {
        String id = sent(ALICE, "secretword number one");
        http.as(ALICE).patch("/api/v1/messages/" + id, Map.of("body", "secretword number two"));
        Answer withdrawn = http.as(ALICE).delete("/api/v1/messages/" + id);
        assertThat(withdrawn.status()).as(withdrawn.toString()).isEqualTo(200);
        assertThat(withdrawn.json().path("body").asString()).isEmpty();
        assertThat(withdrawn.json().path("withdrawnAt").isNull()).isFalse();
        for (Cast reader : List.of(ALICE, CHLOE, DIANE)) {
            for (String path : List.of(
                    "/messages/" + id,
                    "/messages/claim/" + claim,
                    "/conversations/" + conversation + "/entries",
                    "/conversations/" + conversation,
                    "/messages/recent?limit=100",
                    "/messages/search?q=secretword")) {
                assertThat(http.as(reader).get("/api/v1" + path).text())
                        .as(reader + " " + path)
                        .doesNotContain("secretword");
            }
        }
        assertThat(http.as(ALICE).delete("/api/v1/messages/" + id).status()).isEqualTo(200);
        assertThat(http.as(CHLOE)
                        .get("/api/v1/messages/" + id + "/edits")
                        .json()
                        .path("items"))
                .isEmpty();
        assertThat(journal.of(conversation)).hasSize(5);
        assertThat(http.as(ALICE)
                        .patch("/api/v1/messages/" + id, Map.of("body", "again"))
                        .problem())
                .isEqualTo("message-withdrawn");
    }

    @Test
    void letsStaffWithdrawWithAReasonOnly() {
        String id = sent(ALICE, "account number 12345");
        assertThat(http.as(CHLOE).delete("/api/v1/messages/" + id).status()).isEqualTo(400);
        assertThat(http.as(CHLOE)
                        .delete("/api/v1/messages/" + id + "?reason=account%20number")
                        .status())
                .isEqualTo(200);
        assertThat(entries(ALICE).get(3).path("data").path("reason").asString()).isEqualTo("account number");
        String chloes = sent(CHLOE, "hello");
        assertThat(http.as(ALICE).delete("/api/v1/messages/" + chloes).status()).isEqualTo(403);
    }

    @Test
    void erasesTheContentFromEveryTableAndLeavesATombstone() {
        String id = sent(ALICE, "zqxerase one");
        http.as(ALICE).patch("/api/v1/messages/" + id, Map.of("body", "zqxerase two"));
        sent(CHLOE, "I saw it");
        assertThat(http.as(CHLOE)
                        .delete("/api/v1/messages/" + id + "?hard=true")
                        .status())
                .isEqualTo(403);
        Answer erased = http.as(DIANE).delete("/api/v1/messages/" + id + "?hard=true");
        assertThat(erased.status()).as(erased.toString()).isEqualTo(200);
        for (String table : List.of("message", "message_edit", "message_words", "journal", "scheduled_message")) {
            assertThat(database.rows("select 1 from " + table + " t where t::text like '%zqxerase%'"))
                    .as(table)
                    .isEmpty();
        }
        JsonNode items =
                http.as(ALICE).get("/api/v1/messages/claim/" + claim).json().path("items");
        assertThat(items.valueStream().map(item -> item.path("seq").asLong())).containsExactly(2L, 3L, 5L);
        JsonNode last = entries(ALICE).get(5);
        assertThat(last.path("type").asString()).isEqualTo("message_withdrawn");
        assertThat(last.path("data").path("erased").asBoolean()).isTrue();
    }

    private String sent(Cast who, String body) {
        return Claims.say(http, who, claim, body).json().path("id").asString();
    }

    private JsonNode entries(Cast reader) {
        return http.as(reader)
                .get("/api/v1/conversations/" + conversation + "/entries")
                .json()
                .path("items");
    }
}
