package dev.parley.messaging.reaction;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.messaging.Claims;
import dev.parley.messaging.ConversationScene;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReactionIT extends ConversationScene {
    @Test
    void addsAndRemovesReactionsOnceEach() {
        String id =
                Claims.say(http, ALICE, claim, "thank you").json().path("id").asString();
        http.as(CHLOE).put(reaction(id, "👍"), null);
        http.as(CHLOE).put(reaction(id, "👍"), null);
        Answer both = http.as(ALICE).put(reaction(id, "👍"), null);
        assertThat(both.status()).as(both.toString()).isEqualTo(200);
        assertThat(both.json()
                        .path("reactions")
                        .get(0)
                        .path("userIds")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly(CHLOE.userId().toString(), ALICE.userId().toString());
        assertThat(http.as(CHLOE)
                        .delete(reaction(id, "👍"))
                        .json()
                        .path("reactions")
                        .get(0)
                        .path("userIds"))
                .hasSize(1);
        http.as(CHLOE).delete(reaction(id, "👍"));
        assertThat(journal.of(conversation))
                .extracting(JournalProbe.Appended::type)
                .endsWith("reaction.added.v1", "reaction.added.v1", "reaction.removed.v1")
                .hasSize(6);
        JsonNode entry = http.as(ALICE)
                .get("/api/v1/conversations/" + conversation + "/entries?afterSeq=5")
                .json()
                .path("items")
                .get(0);
        assertThat(entry.path("type").asString()).isEqualTo("message_reaction");
        assertThat(entry.path("data").path("action").asString()).isEqualTo("REMOVED");
    }

    @Test
    void refusesWhatIsNoEmojiAndMessagesThatAreGoneOrForeign() {
        String id = Claims.say(http, ALICE, claim, "hm").json().path("id").asString();
        for (String text : List.of("ok", "<", "👍👍", "%00", "1")) {
            assertThat(http.as(ALICE).put(reaction(id, text), null).status())
                    .as(text)
                    .isEqualTo(400);
        }
        assertThat(http.as(BRUNO).put(reaction(id, "👍"), null).status()).isEqualTo(404);
        http.as(ALICE).delete("/api/v1/messages/" + id);
        assertThat(http.as(CHLOE).put(reaction(id, "👍"), null).problem()).isEqualTo("message-withdrawn");
        assertThat(database.rows("select 1 from reaction where message_id = ?", UUID.fromString(id)))
                .isEmpty();
    }

    private static String reaction(String id, String emoji) {
        return "/api/v1/messages/" + id + "/reactions/" + URLEncoder.encode(emoji, StandardCharsets.UTF_8);
    }
}
