package dev.parley.claims.claim;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.claims.ClaimSteps;
import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.claims.ClaimStatusChanged;
import dev.parley.contracts.claims.ClaimWithdrawn;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.web.Role;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServiceTest(database = "claims")
class ClaimStatesIT {
    @Autowired
    Http http;

    @Autowired
    JournalProbe journal;

    @ParameterizedTest
    @EnumSource
    void letsEachRoleSetWhatTheTableAllowsAndNothingElse(ClaimStatus from) {
        for (Cast person : List.of(ALICE, CHLOE, DIANE)) {
            UUID id = ClaimSteps.in(from.name(), http, ALICE, CHLOE);
            for (ClaimStatus wanted : ClaimStatus.values()) {
                int facts = journal.of(id).size();
                Answer answer = put(person, id, wanted);
                assertThat(answer.status())
                        .as("%s sets %s to %s: %s", person, from, wanted, answer)
                        .isEqualTo(expected(from, wanted, person));
                if (answer.status() == 409) {
                    assertThat(answer.problem()).isEqualTo("transition-not-allowed");
                    assertThat(names(answer.json().path("allowed")))
                            .isEqualTo(from.allowedTo(Role.valueOf(person.role())).stream()
                                    .map(Enum::name)
                                    .toList());
                }
                if (answer.status() == 200) {
                    assertThat(journal.of(id)).hasSize(facts + 1);
                    id = ClaimSteps.in(from.name(), http, ALICE, CHLOE);
                } else {
                    assertThat(journal.of(id)).hasSize(facts);
                }
            }
        }
    }

    private static int expected(ClaimStatus from, ClaimStatus wanted, Cast person) {
        if (person == ALICE) {
            return 403;
        }
        if (from.allowedTo(Role.valueOf(person.role())).contains(wanted)) {
            return 200;
        }
        return person == CHLOE && from == ClaimStatus.CLOSED && wanted == ClaimStatus.IN_REVIEW ? 403 : 409;
    }

    @Test
    void tellsWhoMovedTheClaimFromWhereToWhereAndWhy() {
        UUID id = ClaimSteps.submitted(http, ALICE);
        Answer moved = put(CHLOE, id, ClaimStatus.IN_REVIEW);
        assertThat(moved.json().path("status").asString()).isEqualTo("IN_REVIEW");
        assertThat(moved.json().path("version").asLong()).isEqualTo(2);
        assertThat(moved.header("ETag")).contains("\"2\"");
        ClaimStatusChanged fact = journal.of(id, ClaimStatusChanged.class).getFirst();
        assertThat(fact.from()).isEqualTo("SUBMITTED");
        assertThat(fact.to()).isEqualTo("IN_REVIEW");
        assertThat(fact.reason()).isEqualTo("Let us see");
        assertThat(fact.actorName()).isEqualTo("Chloé Bernard");
        assertThat(fact.actorRole()).isEqualTo("AGENT");
        assertThat(fact.conversationId()).isEqualTo(ConversationIds.ofClaim(id));
    }

    @Test
    void letsTheCustomerWithdrawUntilItIsDecided() {
        for (String open : List.of("DRAFT", "SUBMITTED", "IN_REVIEW", "WAITING_CUSTOMER")) {
            UUID id = ClaimSteps.in(open, http, ALICE, CHLOE);
            Answer withdrawn =
                    http.as(ALICE).post("/api/v1/claims/" + id + "/withdraw", Map.of("reason", "Found it again"));
            assertThat(withdrawn.status()).as(withdrawn.toString()).isEqualTo(200);
            assertThat(withdrawn.json().path("status").asString()).isEqualTo("WITHDRAWN");
            ClaimWithdrawn fact = journal.of(id, ClaimWithdrawn.class).getFirst();
            assertThat(fact.from()).isEqualTo(open);
            assertThat(fact.reason()).isEqualTo("Found it again");
            assertThat(fact.conversationId() == null).isEqualTo(open.equals("DRAFT"));
        }
        for (String over : List.of("APPROVED", "REJECTED", "CLOSED", "WITHDRAWN")) {
            UUID id = ClaimSteps.in(over, http, ALICE, CHLOE);
            Answer refused = http.as(ALICE).post("/api/v1/claims/" + id + "/withdraw");
            assertThat(refused.status()).as(over).isEqualTo(409);
            assertThat(refused.problem()).isEqualTo("transition-not-allowed");
            assertThat(refused.json().path("allowed").toString()).isEqualTo("[]");
        }
    }

    @Test
    void letsNobodyButTheCustomerWithdraw() {
        UUID id = ClaimSteps.submitted(http, ALICE);
        assertThat(http.as(CHLOE).post("/api/v1/claims/" + id + "/withdraw").status())
                .isEqualTo(403);
        assertThat(http.as(BRUNO).post("/api/v1/claims/" + id + "/withdraw").status())
                .isEqualTo(404);
    }

    @Test
    void answersARepeatedWithdrawalWithTheFirstAnswer() {
        UUID id = ClaimSteps.submitted(http, ALICE);
        Http keyed = http.as(ALICE).with("Idempotency-Key", UUID.randomUUID());
        Answer first = keyed.post("/api/v1/claims/" + id + "/withdraw");
        Answer again = keyed.post("/api/v1/claims/" + id + "/withdraw");
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(first.header("ETag")).contains("\"2\"");
        assertThat(journal.of(id, ClaimWithdrawn.class)).hasSize(1);
    }

    private Answer put(Cast person, UUID id, ClaimStatus wanted) {
        return http.as(person)
                .put("/api/v1/claims/" + id + "/status", Map.of("status", wanted, "reason", "Let us see"));
    }

    private static List<String> names(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToObj(i -> array.get(i).asString())
                .toList();
    }
}
