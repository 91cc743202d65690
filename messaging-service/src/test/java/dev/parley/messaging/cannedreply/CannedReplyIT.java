package dev.parley.messaging.cannedreply;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.FELIX;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.messaging.ConversationScene;
import dev.parley.testkit.Http.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CannedReplyIT extends ConversationScene {
    @Test
    void keepsReadyMadeAnswersForStaffOfTheTenant() {
        String shortcut = "hello-" + UUID.randomUUID();
        Map<String, Object> reply =
                Map.of("shortcut", shortcut, "title", "Greeting", "body", "Bonjour,\nmerci !", "locale", "fr");
        Answer added = http.as(CHLOE).post("/api/v1/canned-replies", reply);
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        String path = "/api/v1/canned-replies/" + added.json().path("id").asString();
        assertThat(http.as(KARIM).get(path).json()).isEqualTo(added.json());
        assertThat(http.as(CHLOE).post("/api/v1/canned-replies", reply).problem())
                .isEqualTo("shortcut-taken");
        assertThat(http.as(FELIX).get(path).status()).isEqualTo(404);
        assertThat(http.as(FELIX).delete(path).status()).isEqualTo(404);
        assertThat(http.as(FELIX).get("/api/v1/canned-replies").text()).doesNotContain(shortcut);
        assertThat(http.as(ALICE).get("/api/v1/canned-replies").status()).isEqualTo(403);
        Map<String, Object> changed = new HashMap<>(reply);
        changed.put("title", "Salutation");
        assertThat(http.as(CHLOE).put(path, changed).json().path("title").asString())
                .isEqualTo("Salutation");
        assertThat(http.as(CHLOE).delete(path).status()).isEqualTo(204);
        assertThat(http.as(CHLOE).delete(path).status()).isEqualTo(404);
    }

    @Test
    void refusesWhatIsNotOne() {
        for (Map<String, Object> body : List.<Map<String, Object>>of(
                Map.of("shortcut", "a b", "title", "t", "body", "b", "locale", "fr"),
                Map.of("shortcut", "x", "title", "", "body", "b", "locale", "fr"),
                Map.of("shortcut", "x", "title", "t", "body", "b", "locale", "de"),
                Map.of("shortcut", "x", "title", "t", "locale", "en"))) {
            assertThat(http.as(CHLOE).post("/api/v1/canned-replies", body).status())
                    .as(body.toString())
                    .isEqualTo(400);
        }
    }
}
