package dev.parley.claims.claim;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static dev.parley.testkit.Cast.ERIN;
import static dev.parley.testkit.Cast.FELIX;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.claims.ClaimSteps;
import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.ClaimAssigned;
import dev.parley.contracts.claims.ClaimEdited;
import dev.parley.contracts.claims.ClaimOpened;
import dev.parley.contracts.people.ProfileSeen;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.TestTokens;
import dev.parley.testkit.Topics;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Assignment, priority, tags, edits, and whom the service has met.
@ServiceTest(database = "claims")
class AssignmentIT {
    @Autowired
    Http http;

    @Autowired
    JournalProbe journal;

    @Autowired
    Topics topics;

    @Autowired
    TestDatabase database;

    @Test
    void namesTheAgentAsSoonAsTheirProfileIsKnown() {
        seen(KARIM, "Karim Haddad", Instant.now());
        UUID id = ClaimSteps.submitted(http, ALICE);
        Answer assigned = assign(CHLOE, id, KARIM.userId());
        assertThat(assigned.json().path("assigneeId").asString())
                .isEqualTo(KARIM.userId().toString());
        ClaimAssigned fact = journal.of(id, ClaimAssigned.class).getFirst();
        assertThat(fact.assigneeName()).isEqualTo("Karim Haddad");
        assertThat(fact.previousAssigneeId()).isNull();
        assertThat(fact.actorName()).isEqualTo("Chloé Bernard");
        assign(DIANE, id, null);
        ClaimAssigned taken = journal.of(id, ClaimAssigned.class).getLast();
        assertThat(taken.assigneeId()).isNull();
        assertThat(taken.previousAssigneeId()).isEqualTo(KARIM.userId());
    }

    @Test
    void acceptsSomebodyWhomItHasNotMet() {
        UUID id = ClaimSteps.submitted(http, ALICE);
        UUID unknown = UUID.randomUUID();
        assertThat(assign(CHLOE, id, unknown).status()).isEqualTo(200);
        assertThat(journal.of(id, ClaimAssigned.class).getFirst().assigneeName())
                .isNull();
    }

    @Test
    void refusesACustomer() {
        seen(BRUNO, "Bruno Keller", Instant.now());
        UUID id = ClaimSteps.submitted(http, ALICE);
        int facts = journal.of(id).size();
        Answer customer = assign(CHLOE, id, BRUNO.userId());
        assertThat(customer.status()).isEqualTo(400);
        assertThat(journal.of(id)).hasSize(facts);
        assertThat(assign(ALICE, id, CHLOE.userId()).status()).isEqualTo(403);
        assertThat(assign(BRUNO, id, CHLOE.userId()).status()).isEqualTo(404);
    }

    /// Whoever could tell them apart would know who is with another tenant.
    @Test
    void answersForAPersonOfAnotherTenantAsForOneWhomNobodyHasMet() {
        seen(FELIX, "Felix Brandt", Instant.now());
        UUID id = ClaimSteps.submitted(http, ALICE);
        Answer unknown = assign(CHLOE, id, UUID.randomUUID());
        Answer foreign = assign(CHLOE, id, FELIX.userId());
        assertThat(unknown.status()).isEqualTo(200);
        assertThat(foreign.status()).as(foreign.toString()).isEqualTo(200);
        assertThat(foreign.json().path("assigneeName")).isEqualTo(unknown.json().path("assigneeName"));
        assertThat(foreign.text()).doesNotContain("Felix");
        assertThat(http.as(FELIX).get("/api/v1/claims/" + id).status()).isEqualTo(404);
    }

    @Test
    void tellsNothingWhenTheAssigneeIsTheSame() {
        UUID id = ClaimSteps.submitted(http, ALICE);
        Answer first = assign(CHLOE, id, CHLOE.userId());
        Answer again = assign(CHLOE, id, CHLOE.userId());
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(journal.of(id, ClaimAssigned.class)).hasSize(1);
    }

    @Test
    void tellsWhatWasEditedAndNothingWhenNothingIsDifferent() {
        UUID id = ClaimSteps.draft(
                http,
                ALICE,
                Map.of(
                        "title",
                        "Leak",
                        "category",
                        "DAMAGE",
                        "amount",
                        Map.of("value", 12.5, "currency", "EUR"),
                        "attributes",
                        Map.of("b", 1, "aa", List.of(2))));
        String path = "/api/v1/claims/" + id;
        Map<String, Object> same = Map.of(
                "title",
                "Leak",
                "category",
                "DAMAGE",
                "description",
                "",
                "amount",
                Map.of("value", 12.50, "currency", "EUR"),
                "attributes",
                Map.of("aa", List.of(2), "b", 1));
        Answer unchanged = http.as(ALICE).patch(path, same);
        assertThat(unchanged.status()).isEqualTo(200);
        assertThat(unchanged.json().path("version").asLong()).isZero();
        assertThat(journal.of(id)).hasSize(1);
        http.as(ALICE).patch(path, Map.of("title", "Flood", "description", "All wet"));
        http.as(CHLOE).patch(path, Map.of("priority", "HIGH", "tags", List.of("vip")));
        http.as(CHLOE).patch(path, Map.of("priority", "HIGH", "tags", List.of("vip")));
        List<ClaimEdited> facts = journal.of(id, ClaimEdited.class);
        assertThat(facts)
                .extracting(ClaimEdited::changed)
                .containsExactly(List.of("title", "description"), List.of("priority", "tags"));
        assertThat(facts.getLast().priority()).isEqualTo("HIGH");
        assertThat(facts.getLast().actorRole()).isEqualTo("AGENT");
        assertThat(http.as(ALICE).get(path).json().path("version").asLong()).isEqualTo(2);
    }

    @Test
    void knowsTheCustomerForWhomStaffOpenAClaim() {
        seen(ERIN, "Erin Walsh", Instant.now());
        Answer opened = http.as(FELIX)
                .post("/api/v1/claims", Map.of("title", "Leak", "category", "DAMAGE", "customerId", ERIN.userId()));
        assertThat(opened.json().path("customerName").asString()).isEqualTo("Erin Walsh");
        ClaimOpened fact =
                journal.of(ClaimSteps.idOf(opened), ClaimOpened.class).getFirst();
        assertThat(fact.customerName()).isEqualTo("Erin Walsh");
        assertThat(fact.actorName()).isEqualTo("Felix Brandt");
        assertThat(fact.actorRole()).isEqualTo("AGENT");
    }

    @Test
    void keepsTheLatestDescriptionOfAPersonAndWritesOnlyWhatIsDifferent() {
        Instant now = Instant.now();
        UUID someone = UUID.randomUUID();
        seen(someone, "acme", "New Name", now);
        seen(someone, "acme", "Old Name", now.minusSeconds(60));
        assertThat(database.rows("select name from person where user_id = ?", someone)
                        .getFirst())
                .containsEntry("name", "New Name");
        ClaimSteps.draft(http, BRUNO);
        var before = database.rows("select ctid::text, seen_at from person where user_id = ?", BRUNO.userId());
        ClaimSteps.draft(http, BRUNO);
        assertThat(database.rows("select ctid::text, seen_at from person where user_id = ?", BRUNO.userId()))
                .isEqualTo(before);
        String married = TestTokens.tokenOf(BRUNO, claims -> claims.claim("name", "Bruno Martin"));
        http.withToken(married).post("/api/v1/claims", ClaimSteps.LEAK);
        assertThat(database.rows("select name from person where user_id = ?", BRUNO.userId())
                        .getFirst())
                .containsEntry("name", "Bruno Martin");
    }

    private Answer assign(Cast by, UUID claim, UUID assignee) {
        return http.as(by).put("/api/v1/claims/" + claim + "/assignee", Collections.singletonMap("userId", assignee));
    }

    private void seen(Cast person, String name, Instant at) {
        var profile = new ProfileSeen(
                person.tenant(), person.userId(), person.role(), name, person.email(), person.locale(), at);
        journal.awaitConsumed(topics.publish(Topic.PROFILE_EVENTS, person.userId(), profile));
    }

    private void seen(UUID person, String tenant, String name, Instant at) {
        var profile = new ProfileSeen(tenant, person, "AGENT", name, "x@acme.example", "en", at);
        journal.awaitConsumed(topics.publish(Topic.PROFILE_EVENTS, person, profile));
    }
}
