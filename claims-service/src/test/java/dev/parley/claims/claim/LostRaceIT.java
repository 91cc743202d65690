package dev.parley.claims.claim;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.claims.ClaimSteps;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// `ETag` and `If-Match`.
@ServiceTest(database = "claims")
class LostRaceIT {
    private static final Map<String, Object> REVIEW = Map.of("status", "IN_REVIEW", "reason", "Let us see");

    @Autowired
    Http http;

    @Autowired
    JournalProbe journal;

    private record Act(String name, boolean byStaff, Function<Http, Answer> on) {}

    private static List<Act> acts(UUID id) {
        String claim = "/api/v1/claims/" + id;
        return List.of(
                new Act("status", true, as -> as.put(claim + "/status", REVIEW)),
                new Act("assignee", true, as -> as.put(claim + "/assignee", Map.of("userId", KARIM.userId()))),
                new Act("edit", true, as -> as.patch(claim, Map.of("priority", "URGENT"))),
                new Act("withdraw", false, as -> as.post(claim + "/withdraw")));
    }

    @Test
    void refusesEachChangeOfAVersionThatIsGone() {
        UUID id = ClaimSteps.submitted(http, ALICE);
        int facts = journal.of(id).size();
        for (Act act : acts(id)) {
            Http person = http.as(act.byStaff() ? CHLOE : ALICE);
            for (String gone : List.of("\"0\"", "\"99\"", "\"abc\"", "W/\"0\", \"7\"")) {
                Answer answer = act.on().apply(person.with("If-Match", gone));
                assertThat(answer.status()).as(act.name() + gone + answer).isEqualTo(412);
                assertThat(answer.problem()).isEqualTo("claim-changed");
            }
            for (String malformed : List.of("1", "\"1", "abc", "\"1\",", "", "\"1\" \"2\"")) {
                Answer answer = act.on().apply(person.with("If-Match", malformed));
                assertThat(answer.status()).as(act.name() + malformed + answer).isEqualTo(400);
            }
        }
        assertThat(journal.of(id)).hasSize(facts);
        for (Act act : acts(id)) {
            Answer now = http.as(CHLOE).get("/api/v1/claims/" + id);
            String tag = now.header("ETag").orElseThrow();
            Answer answer =
                    act.on().apply(http.as(act.byStaff() ? CHLOE : ALICE).with("If-Match", tag));
            assertThat(answer.status()).as(act.name() + answer).isEqualTo(200);
            assertThat(answer.header("ETag"))
                    .contains("\"" + answer.json().path("version").asLong() + "\"");
        }
    }

    @Test
    void takesAnyVersionForAStar() {
        UUID id = ClaimSteps.submitted(http, ALICE);
        for (Act act : acts(id)) {
            assertThat(act.on()
                            .apply(http.as(act.byStaff() ? CHLOE : ALICE).with("If-Match", "*"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void letsOneOfManyChangesAtOnceLoseHonestly() throws Exception {
        UUID id = ClaimSteps.submitted(http, ALICE);
        int facts = journal.of(id).size();
        List<Callable<Integer>> changes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String tag = "t" + i;
            changes.add(() -> http.as(CHLOE)
                    .patch("/api/v1/claims/" + id, Map.of("tags", List.of(tag)))
                    .status());
        }
        changes.add(() ->
                http.as(CHLOE).put("/api/v1/claims/" + id + "/status", REVIEW).status());
        changes.add(
                () -> http.as(ALICE).post("/api/v1/claims/" + id + "/withdraw").status());
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : threads.invokeAll(changes)) {
                statuses.add(answer.get());
            }
        }
        assertThat(statuses).contains(200).isSubsetOf(200, 409, 412);
        long done = statuses.stream().filter(status -> status == 200).count();
        assertThat(journal.of(id)).hasSize(facts + (int) done);
        assertThat(http.as(CHLOE)
                        .get("/api/v1/claims/" + id)
                        .json()
                        .path("version")
                        .asLong())
                .isEqualTo(1 + done);
    }
}
