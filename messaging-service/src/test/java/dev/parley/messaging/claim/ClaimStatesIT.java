package dev.parley.messaging.claim;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.ConversationIds;
import dev.parley.messaging.Claims;
import dev.parley.messaging.ConversationScene;
import dev.parley.testkit.Http.Answer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ClaimStatesIT extends ConversationScene {
    @Test
    void tellsTheConversationAndClosesItWithTheClaim() {
        Claims claims = new Claims(topics, journal);
        claims.move(claim, ALICE, "SUBMITTED", "IN_REVIEW");
        JsonNode entry = http.as(ALICE)
                .get("/api/v1/conversations/" + conversation + "/entries?afterSeq=2")
                .json()
                .path("items")
                .get(0);
        assertThat(entry.path("type").asString()).isEqualTo("claim_updated");
        assertThat(entry.path("data").path("status").asString()).isEqualTo("IN_REVIEW");
        assertThat(http.as(ALICE)
                        .get("/api/v1/conversations/" + conversation)
                        .json()
                        .path("claimStatus")
                        .asString())
                .isEqualTo("IN_REVIEW");
        claims.move(claim, ALICE, "REJECTED", "CLOSED");
        Answer refused = http.as(ALICE).post("/api/v1/messages", Map.of("claimId", claim, "body", "but"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("claim-closed");
        UUID notes = ConversationIds.ofClaimNotes(claim);
        assertThat(http.as(CHLOE)
                        .post("/api/v1/conversations/" + notes + "/messages", Map.of("body", "done"))
                        .status())
                .isEqualTo(201);
        claims.move(claim, ALICE, "CLOSED", "IN_REVIEW");
        assertThat(Claims.say(http, ALICE, claim, "thank you").status()).isEqualTo(201);
    }

    @Test
    void ignoresAnOlderStateThatComesLate() {
        Instant now = Instant.now();
        Claims claims = new Claims(topics, journal);
        claims.tell(claim, Claims.moved(claim, ALICE, "IN_REVIEW", "APPROVED", now.plusSeconds(2)));
        claims.tell(claim, Claims.moved(claim, ALICE, "SUBMITTED", "IN_REVIEW", now.plusSeconds(1)));
        assertThat(http.as(ALICE)
                        .get("/api/v1/conversations/" + conversation)
                        .json()
                        .path("claimStatus")
                        .asString())
                .isEqualTo("APPROVED");
        assertThat(journal.of(conversation)).hasSize(3);
    }

    @Test
    void letsTheAssignedAgentTakePartFromThenOn() {
        new Claims(topics, journal).assign(claim, ALICE, KARIM);
        assertThat(http.as(ALICE)
                        .get("/api/v1/conversations/" + conversation)
                        .json()
                        .path("participants")
                        .valueStream()
                        .map(one -> one.path("name").asString()))
                .containsExactly("Alice Martin", "Karim Haddad");
        Claims.say(http, ALICE, claim, "hello");
        assertThat(http.as(KARIM).get("/api/v1/messages/unread-count").text()).contains(conversation.toString());
        JsonNode joined = http.as(ALICE)
                .get("/api/v1/conversations/" + conversation + "/entries?afterSeq=2")
                .json()
                .path("items")
                .get(0);
        assertThat(joined.path("type").asString()).isEqualTo("participant_changed");
        assertThat(joined.path("data").path("by").isNull()).isTrue();
        assertThat(journal.of(ConversationIds.ofClaimNotes(claim))).hasSize(2);
    }
}
