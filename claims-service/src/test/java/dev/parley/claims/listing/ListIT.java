package dev.parley.claims.listing;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.ERIN;
import static dev.parley.testkit.Cast.FELIX;
import static dev.parley.testkit.Cast.GINA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.claims.ClaimSteps;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.ServiceTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServiceTest(database = "claims")
class ListIT {
    @Autowired
    Http http;

    @Test
    void filtersByStatusRepeatedOrSeparatedByCommas() {
        UUID review = ClaimSteps.in("IN_REVIEW", http, ALICE, CHLOE);
        UUID withdrawn = ClaimSteps.in("WITHDRAWN", http, ALICE, CHLOE);
        UUID draft = ClaimSteps.draft(http, ALICE);
        for (String query : List.of("status=IN_REVIEW,WITHDRAWN", "status=IN_REVIEW&status=WITHDRAWN")) {
            for (Cast person : List.of(ALICE, CHLOE)) {
                assertThat(ids(all(person, query))).contains(review, withdrawn).doesNotContain(draft);
            }
        }
        assertThat(ids(all(CHLOE, "status=DRAFT"))).contains(draft).doesNotContain(review, withdrawn);
    }

    @Test
    void filtersByAssignee() {
        UUID mine = ClaimSteps.submitted(http, ERIN);
        UUID others = ClaimSteps.submitted(http, ERIN);
        UUID nobodys = ClaimSteps.submitted(http, ERIN);
        assign(mine, FELIX);
        assign(others, GINA);
        assertThat(ids(all(FELIX, "assigneeId=me"))).contains(mine).doesNotContain(others, nobodys);
        assertThat(ids(all(FELIX, "assigneeId=" + GINA.userId())))
                .contains(others)
                .doesNotContain(mine, nobodys);
        assertThat(ids(all(FELIX, "assigneeId=none"))).contains(nobodys).doesNotContain(mine, others);
        assertThat(ids(all(FELIX, "assigneeId=none&status=SUBMITTED")))
                .contains(nobodys)
                .doesNotContain(mine);
    }

    private void assign(UUID claim, Cast agent) {
        ClaimSteps.done(http.as(GINA).put("/api/v1/claims/" + claim + "/assignee", Map.of("userId", agent.userId())));
    }

    @Test
    void showsACustomerTheirOwnWhateverTheyAskFor() {
        UUID own = ClaimSteps.draft(http, BRUNO);
        UUID others = ClaimSteps.draft(http, ALICE);
        assertThat(ids(all(BRUNO, ""))).contains(own).doesNotContain(others);
        assertThat(all(BRUNO, "customerId=" + ALICE.userId())).isEmpty();
        assertThat(ids(all(BRUNO, "q=leak"))).contains(own).doesNotContain(others);
        assertThat(all(BRUNO, "assigneeId=me")).isEmpty();
        assertThat(ids(all(CHLOE, "customerId=" + ALICE.userId())))
                .contains(others)
                .doesNotContain(own);
        assertThat(ids(all(FELIX, ""))).doesNotContain(own, others);
    }

    @ParameterizedTest
    @CsvSource({
        "dégât, true",
        "DEGAT, true",
        "degats des eaux, true",
        "deg eau, true",
        "Orléans, true",
        "orleans, true",
        "l'eau, true",
        "o'brien, true",
        "coeur, true",
        "cœur, true",
        "martin, true",
        "mart deg, true",
        "sous-sol, true",
        "sol, true",
        "dix-12, true",
        "12, true",
        "egat, false",
        "degat incendie, false",
        "'---', false",
        "'z & | ! ( ) :* ''', false"
    })
    void findsWordsByTheirBeginningWithoutAccentsAndCase(String q, boolean found) {
        UUID id = ClaimSteps.draft(
                http,
                ALICE,
                Map.of(
                        "title",
                        "Dégâts des eaux à ORLÉANS",
                        "category",
                        "DAMAGE",
                        "description",
                        "Au cœur du sous-sol, chez O'Brien : l’eau monte (dix-12)."));
        List<UUID> ids = ids(all(CHLOE, "q=" + encoded(q)));
        assertThat(ids.contains(id)).as(q).isEqualTo(found);
    }

    @Test
    void findsAClaimByItsReferenceOrPartsOfIt() {
        UUID id = ClaimSteps.draft(http, ALICE);
        String reference = http.as(ALICE)
                .get("/api/v1/claims/" + id)
                .json()
                .path("reference")
                .asString();
        String number = reference.substring(reference.lastIndexOf('-') + 1);
        for (String q : List.of(reference, reference.toLowerCase(Locale.ROOT), number, "CLM " + number)) {
            assertThat(ids(all(ALICE, "q=" + encoded(q)))).as(q).contains(id);
        }
    }

    @Test
    void filtersByTheTimeOfOpening() {
        UUID early = ClaimSteps.draft(http, ALICE);
        UUID late = ClaimSteps.draft(http, ALICE);
        String at = http.as(ALICE)
                .get("/api/v1/claims/" + late)
                .json()
                .path("createdAt")
                .asString();
        assertThat(ids(all(ALICE, "from=" + at))).contains(late).doesNotContain(early);
        assertThat(ids(all(ALICE, "to=" + at))).contains(early).doesNotContain(late);
    }

    @ParameterizedTest
    @ValueSource(strings = {"createdAt", "-createdAt", "updatedAt", "-updatedAt", "priority", "-priority"})
    void pagesEachOrderWithoutGapOrRepeat(String sort) {
        for (String priority : List.of("HIGH", "LOW", "URGENT", "LOW", "HIGH")) {
            UUID id = ClaimSteps.draft(http, ERIN);
            http.as(FELIX).patch("/api/v1/claims/" + id, Map.of("priority", priority));
        }
        List<JsonNode> items = all(FELIX, "limit=2&sort=" + sort);
        assertThat(ids(items)).doesNotHaveDuplicates();
        List<String> keys = items.stream().map(item -> keyOf(item, sort)).toList();
        Comparator<String> order = Comparator.naturalOrder();
        assertThat(keys).isSortedAccordingTo(sort.startsWith("-") ? order.reversed() : order);
        assertThat(ids(all(FELIX, "limit=100&sort=" + sort))).isEqualTo(ids(items));
        assertThat(ids(all(FELIX, "limit=3&status=DRAFT,SUBMITTED&sort=" + sort)))
                .isEqualTo(ids(all(FELIX, "limit=100&status=SUBMITTED,DRAFT&sort=" + sort)));
    }

    private static String keyOf(JsonNode item, String sort) {
        return switch (sort.replace("-", "")) {
            case "priority" ->
                String.valueOf(List.of("LOW", "NORMAL", "HIGH", "URGENT")
                        .indexOf(item.path("priority").asString()));
            default -> item.path(sort.replace("-", "")).asString();
        };
    }

    @Test
    void staysWhereItIsWhileRowsComeAndChange() {
        List<UUID> before = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            before.add(ClaimSteps.draft(http, BRUNO));
        }
        Answer first = http.as(BRUNO).get("/api/v1/claims?limit=2");
        ClaimSteps.draft(http, BRUNO);
        http.as(BRUNO).patch("/api/v1/claims/" + before.get(2), Map.of("title", "Changed"));
        String cursor = first.json().path("nextCursor").asString();
        Answer second = http.as(BRUNO).get("/api/v1/claims?limit=2&cursor=" + cursor);
        assertThat(ids(items(second))).containsExactly(before.get(2), before.get(1));
    }

    @Test
    void bindsACursorToEveryFilterAndToThePerson() {
        for (int i = 0; i < 3; i++) {
            ClaimSteps.draft(http, ALICE);
        }
        String cursor = http.as(ALICE)
                .get("/api/v1/claims?limit=1&q=leak&status=DRAFT")
                .json()
                .path("nextCursor")
                .asString();
        assertThat(http.as(ALICE)
                        .get("/api/v1/claims?limit=2&q=leak&status=DRAFT&cursor=" + cursor)
                        .status())
                .isEqualTo(200);
        for (String other : List.of(
                "q=leaks&status=DRAFT",
                "q=leak&status=SUBMITTED",
                "q=leak",
                "status=DRAFT",
                "q=leak&status=DRAFT&sort=createdAt",
                "q=leak&status=DRAFT&from=2020-01-01T00:00:00Z",
                "q=leak&status=DRAFT&to=2099-01-01T00:00:00Z",
                "q=leak&status=DRAFT&assigneeId=none",
                "q=leak&status=DRAFT&customerId=" + ALICE.userId())) {
            assertThat(http.as(ALICE)
                            .get("/api/v1/claims?" + other + "&cursor=" + cursor)
                            .status())
                    .as(other)
                    .isEqualTo(400);
        }
        assertThat(http.as(BRUNO)
                        .get("/api/v1/claims?q=leak&status=DRAFT&cursor=" + cursor)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void listsAClaimAsItIsReadAlone() {
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
                        Map.of("policy", "P-1")));
        ClaimSteps.done(http.as(ALICE).post("/api/v1/claims/" + id + "/submit"));
        JsonNode listed = items(http.as(ALICE).get("/api/v1/claims?limit=1")).getFirst();
        assertThat(listed).isEqualTo(http.as(ALICE).get("/api/v1/claims/" + id).json());
    }

    private List<JsonNode> all(Cast person, String query) {
        List<JsonNode> found = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = http.as(person).get("/api/v1/claims?" + query + cursor);
            assertThat(page.status()).as(query + page).isEqualTo(200);
            found.addAll(items(page));
            JsonNode next = page.json().path("nextCursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());
        return found;
    }

    private static List<JsonNode> items(Answer page) {
        return page.json().path("items").valueStream().toList();
    }

    private static List<UUID> ids(List<JsonNode> items) {
        return items.stream()
                .map(item -> UUID.fromString(item.path("id").asString()))
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
