package dev.parley.messaging.conversation;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.ConversationIds;
import dev.parley.messaging.Claims;
import dev.parley.messaging.ConversationScene;
import dev.parley.testkit.Http.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NotesIT extends ConversationScene {
    @Test
    void keepsNotesBetweenStaff() {
        UUID notes = ConversationIds.ofClaimNotes(claim);
        Answer list = http.as(CHLOE).get("/api/v1/conversations?kind=INTERNAL&claimId=" + claim);
        assertThat(list.json().path("items").get(0).path("id").asString()).isEqualTo(notes.toString());
        assertThat(http.as(CHLOE)
                        .post("/api/v1/conversations/" + notes + "/messages", Map.of("body", "he called twice"))
                        .json()
                        .path("seq")
                        .asLong())
                .isEqualTo(2);
        assertThat(http.as(KARIM)
                        .get("/api/v1/conversations/" + notes + "/messages")
                        .json()
                        .path("items"))
                .hasSize(1);
        assertThat(http.as(CHLOE).get("/api/v1/messages/claim/" + claim).text()).doesNotContain("called twice");
    }

    @Test
    void answersTheCustomerAsIfThereWereNone() {
        UUID old = new Claims(topics, journal).submittedBy(ALICE, Claims.oldId());
        UUID notes = ConversationIds.ofClaimNotes(old);
        String id = http.as(CHLOE)
                .post("/api/v1/conversations/" + notes + "/messages", Map.of("body", "a note"))
                .json()
                .path("id")
                .asString();
        String missing =
                http.as(ALICE).get("/api/v1/conversations/" + Claims.oldId()).text();
        for (String path : List.of(
                "/conversations/" + notes,
                "/conversations/" + notes + "/messages",
                "/conversations/" + notes + "/entries",
                "/messages/" + id,
                "/messages/search?q=note&conversationId=" + notes)) {
            assertThat(http.as(ALICE).get("/api/v1" + path).text()).as(path).isEqualTo(missing);
        }
        assertThat(http.as(ALICE)
                        .post("/api/v1/conversations/" + notes + "/messages", Map.of("body", "x"))
                        .text())
                .isEqualTo(missing);
        assertThat(http.as(ALICE)
                        .get("/api/v1/conversations?kind=INTERNAL")
                        .json()
                        .path("items"))
                .isEmpty();
        assertThat(http.as(ALICE).get("/api/v1/messages/unread-count").text()).doesNotContain(notes.toString());
    }
}
