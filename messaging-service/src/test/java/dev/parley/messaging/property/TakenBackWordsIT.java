package dev.parley.messaging.property;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.ConversationIds;
import dev.parley.messaging.Claims;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.Topics;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Places where words lived on after they were taken back.
@PropertyTest
class TakenBackWordsIT {
    @Autowired
    Http http;

    @Autowired
    Topics topics;

    @Autowired
    JournalProbe journal;

    @Autowired
    TestDatabase database;

    @Test
    void tellsAnEditWithoutItsWordsOnceTheMessageIsWithdrawn() {
        UUID claim = new Claims(topics, journal).submittedBy(ALICE, Claims.oldId());
        UUID message = id(Claims.say(http, ALICE, claim, "first words"));
        change(ALICE, "PATCH", "/api/v1/messages/" + message, Map.of("body", "second words"), 200);
        String entries = "/api/v1/conversations/" + ConversationIds.ofClaim(claim) + "/entries";
        assertThat(http.as(CHLOE).get(entries).text()).contains("second words");
        change(ALICE, "DELETE", "/api/v1/messages/" + message, null, 200);
        Answer after = http.as(CHLOE).get(entries);
        assertThat(after.text()).contains("message_edited").doesNotContain("second words", "first words");
        assertThat(http.as(CHLOE)
                        .post("/api/v1/conversations/join", Map.of("claimId", claim, "afterSeq", 0))
                        .text())
                .contains("message_edited")
                .doesNotContain("second words");
    }

    @Test
    void keepsNoWordsInTheAnswerToTheStartOfAConversation() {
        Map<String, Object> direct = Map.of("kind", "DIRECT", "participantIds", List.of(DIANE.userId()));
        Answer opened = http.as(ALICE).post("/api/v1/conversations", direct);
        String word = "word" + UUID.randomUUID().toString().replace("-", "");
        Answer said = http.as(ALICE).post("/api/v1/conversations/" + id(opened) + "/messages", Map.of("body", word));
        assertThat(said.status()).isEqualTo(201);
        UUID key = UUID.randomUUID();
        Http keyed = http.as(ALICE).with("Idempotency-Key", key);
        Answer found = keyed.post("/api/v1/conversations", direct);
        assertThat(id(found)).isEqualTo(id(opened));
        change(DIANE, "DELETE", "/api/v1/messages/" + id(said) + "?hard=true", null, 200);
        Answer again = keyed.post("/api/v1/conversations", direct);
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(again.text()).isEqualTo(found.text()).doesNotContain(word);
        assertThat(database.rows("select 1 from idempotency_key where answer like ?", "%" + word + "%"))
                .isEmpty();
    }

    private void change(Cast who, String method, String path, @Nullable Object body, int status) {
        Answer answer = http.as(who).send(method, path, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    }

    private static UUID id(Answer answer) {
        return UUID.fromString(answer.json().path("id").asString());
    }
}
