package dev.parley.claims.timeline;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static dev.parley.testkit.Cast.ERIN;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.claims.ClaimSteps;
import dev.parley.contracts.Topic;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// A claim's whole life: each change is one fact, on the topic and in the timeline.
@ServiceTest(database = "claims")
class TimelineIT {
    @Autowired
    Http http;

    @Autowired
    JournalProbe journal;

    @Autowired
    Topics topics;

    @Test
    void tellsALifeInTheOrderInWhichItHappenedAndPublishesTheSame() {
        UUID claim = ClaimSteps.draft(http, ALICE);
        String path = "/api/v1/claims/" + claim;
        http.as(ALICE).patch(path, Map.of("title", "Flood"));
        http.as(ALICE).post(path + "/submit");
        http.as(CHLOE).put(path + "/assignee", Map.of("userId", KARIM.userId()));
        http.as(CHLOE).patch(path, Map.of("priority", "HIGH"));
        ClaimSteps.move(http, KARIM, claim, "IN_REVIEW");
        UUID visit = ClaimSteps.idOf(ClaimSteps.meet(http, ALICE, claim));
        http.as(KARIM).put("/api/v1/appointments/" + visit + "/response", Map.of("response", "ACCEPTED"));
        http.as(KARIM).patch("/api/v1/appointments/" + visit, Map.of("place", "At the office"));
        http.as(ALICE).put("/api/v1/appointments/" + visit + "/response", Map.of("response", "DECLINED"));
        http.as(ALICE).post("/api/v1/appointments/" + visit + "/cancel", Map.of("reason", "No need"));
        ClaimSteps.move(http, KARIM, claim, "APPROVED");
        ClaimSteps.move(http, KARIM, claim, "CLOSED");
        ClaimSteps.move(http, DIANE, claim, "IN_REVIEW");
        http.as(ALICE).post(path + "/withdraw", Map.of("reason", "Enough"));

        List<String> types = List.of(
                "claim.opened",
                "claim.edited",
                "claim.submitted",
                "claim.assigned",
                "claim.edited",
                "claim.status-changed",
                "appointment.requested",
                "appointment.scheduled",
                "appointment.rescheduled",
                "appointment.answered",
                "appointment.cancelled",
                "claim.status-changed",
                "claim.status-changed",
                "claim.status-changed",
                "claim.withdrawn");
        assertThat(journal.of(claim))
                .extracting(JournalProbe.Appended::type)
                .containsExactlyElementsOf(
                        types.stream().map(type -> type + ".v1").toList());
        List<JsonNode> items = timeline(ALICE, claim, 4);
        assertThat(items).extracting(item -> item.path("type").asString()).isEqualTo(types);
        assertThat(items)
                .extracting(item -> UUID.fromString(item.path("id").asString()))
                .isEqualTo(journal.of(claim).stream()
                        .map(JournalProbe.Appended::id)
                        .toList());
        assertThat(items).extracting(item -> item.path("at").asString()).isSorted();
        assertThat(timeline(CHLOE, claim, 100)).isEqualTo(items);

        assertThat(topics.await(Topic.CLAIM_EVENTS, claim, types.size()))
                .extracting(Topics.Published::id)
                .containsExactlyElementsOf(journal.of(claim).stream()
                        .map(JournalProbe.Appended::id)
                        .toList());
    }

    @Test
    void tellsWhoDidItAndWhatChangedAndNothingElse() {
        UUID claim = ClaimSteps.in("IN_REVIEW", http, ALICE, CHLOE);
        List<JsonNode> items = timeline(ALICE, claim, 20);
        JsonNode submitted = items.get(1);
        assertThat(submitted.path("actorName").asString()).isEqualTo("Alice Martin");
        assertThat(submitted.path("actorRole").asString()).isEqualTo("CUSTOMER");
        JsonNode moved = items.get(2);
        assertThat(moved.propertyNames())
                .containsExactlyInAnyOrder("id", "type", "at", "actorId", "actorName", "actorRole", "data");
        assertThat(moved.path("actorId").asString()).isEqualTo(CHLOE.userId().toString());
        assertThat(moved.path("actorName").asString()).isEqualTo("Chloé Bernard");
        assertThat(moved.path("actorRole").asString()).isEqualTo("AGENT");
        assertThat(moved.path("data").toString())
                .isEqualTo("{\"from\":\"SUBMITTED\",\"to\":\"IN_REVIEW\",\"reason\":\"because of IN_REVIEW\"}");
    }

    @Test
    void isForTheCustomerAndStaffOnly() {
        UUID claim = ClaimSteps.submitted(http, ALICE);
        String missing = http.as(BRUNO)
                .get("/api/v1/claims/" + UUID.randomUUID() + "/timeline")
                .text();
        for (Cast stranger : List.of(BRUNO, ERIN)) {
            Answer answer = http.as(stranger).get("/api/v1/claims/" + claim + "/timeline");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text()).isEqualTo(missing);
        }
    }

    private List<JsonNode> timeline(Cast person, UUID claim, int limit) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = http.as(person).get("/api/v1/claims/" + claim + "/timeline?limit=" + limit + cursor);
            assertThat(page.status()).as(page.toString()).isEqualTo(200);
            page.json().path("items").valueStream().forEach(items::add);
            JsonNode next = page.json().path("nextCursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());
        return items;
    }
}
