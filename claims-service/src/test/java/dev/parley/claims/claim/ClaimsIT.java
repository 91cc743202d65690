package dev.parley.claims.claim;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.ERIN;
import static dev.parley.testkit.Cast.FELIX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.ClaimOpened;
import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.TestTokens;
import dev.parley.testkit.Topics;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest(database = "claims")
class ClaimsIT {
    private static final Map<String, Object> LEAK = Map.of("title", "Leak", "category", "DAMAGE");

    @Autowired
    Http http;

    @Autowired
    Topics topics;

    @Autowired
    JournalProbe journal;

    @Autowired
    TestDatabase database;

    @Test
    void opensADraftAndTellsOthers() {
        Answer opened = http.as(ALICE).post("/api/v1/claims", LEAK);
        assertThat(opened.status()).as(opened.toString()).isEqualTo(201);
        assertThat(opened.json().path("status").asString()).isEqualTo("DRAFT");
        assertThat(opened.json().path("conversationId").isNull()).isTrue();
        assertThat(opened.json().path("reference").asString()).matches("CLM-\\d{4}-\\d{6}");
        assertThat(opened.json().path("createdAt").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(opened.header("ETag")).contains("\"0\"");
        assertThat(journal.of(idOf(opened), ClaimOpened.class)).hasSize(1);
    }

    @Test
    void namesTheConversationFromTheSubmissionOn() {
        UUID id = draft(ALICE);
        Answer submitted = http.as(ALICE).post("/api/v1/claims/" + id + "/submit");
        assertThat(submitted.json().path("conversationId").asString())
                .isEqualTo(ConversationIds.ofClaim(id).toString());
        assertThat(topics.await(Topic.CLAIM_EVENTS, id, 2))
                .extracting(Topics.Published::type)
                .containsExactly("claim.opened.v1", "claim.submitted.v1");
        ClaimSubmitted fact = journal.of(id, ClaimSubmitted.class).getFirst();
        assertThat(fact.customerLocale()).isEqualTo("fr");
        assertThat(fact.customerName()).isEqualTo("Alice Martin");
    }

    @Test
    void refusesASecondSubmissionAndSaysWhatIsAllowed() {
        UUID id = draft(ALICE);
        http.as(ALICE).post("/api/v1/claims/" + id + "/submit");
        Answer again = http.as(ALICE).post("/api/v1/claims/" + id + "/submit");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problem()).isEqualTo("transition-not-allowed");
        assertThat(again.json().path("allowed").toString()).isEqualTo("[\"WITHDRAWN\"]");
        assertThat(journal.of(id, ClaimSubmitted.class)).hasSize(1);
    }

    @Test
    void answersARepeatWithTheFirstAnswer() {
        UUID key = UUID.randomUUID();
        Answer first = http.as(ALICE).with("Idempotency-Key", key).post("/api/v1/claims", LEAK);
        Answer again = http.as(ALICE).with("Idempotency-Key", key).post("/api/v1/claims", LEAK);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.status()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        Answer other = http.as(ALICE)
                .with("Idempotency-Key", key)
                .post("/api/v1/claims", Map.of("title", "Fire", "category", "DAMAGE"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void opensOneClaimForManyIdenticalRequestsAtOnce() throws Exception {
        UUID key = UUID.randomUUID();
        Callable<String> send = () -> http.as(BRUNO)
                .with("Idempotency-Key", key)
                .post("/api/v1/claims", LEAK)
                .json()
                .path("id")
                .asString();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = threads.invokeAll(Collections.nCopies(8, send));
            assertThat(answers)
                    .extracting(Future::get)
                    .containsOnly(answers.getFirst().get());
        }
    }

    @Test
    void countsReferencesPerTenantWithoutAHole() {
        UUID a = draft(ERIN);
        UUID b = draft(ERIN);
        List<Integer> numbers = List.of(numberOf(ERIN, a), numberOf(ERIN, b));
        assertThat(numbers.get(1)).isEqualTo(numbers.get(0) + 1);
    }

    @Test
    void letsTheCustomerEditTheDraftAndNobodyEditTheSubmittedClaim() {
        UUID id = draft(ALICE);
        Answer edited =
                http.as(ALICE).with("If-Match", "\"0\"").patch("/api/v1/claims/" + id, Map.of("title", "Flood"));
        assertThat(edited.json().path("title").asString()).isEqualTo("Flood");
        assertThat(edited.header("ETag")).contains("\"1\"");
        Answer late = http.as(ALICE).with("If-Match", "\"0\"").patch("/api/v1/claims/" + id, Map.of("title", "Late"));
        assertThat(late.status()).isEqualTo(412);
        http.as(ALICE).post("/api/v1/claims/" + id + "/submit");
        Answer refused = http.as(ALICE).patch("/api/v1/claims/" + id, Map.of("title", "Later"));
        assertThat(refused.problem()).isEqualTo("claim-not-editable");
    }

    @Test
    void letsStaffAndNobodyElseSetPriorityAndTags() {
        UUID id = draft(ALICE);
        Answer staff =
                http.as(CHLOE).patch("/api/v1/claims/" + id, Map.of("priority", "HIGH", "tags", List.of("vip", "vip")));
        assertThat(staff.json().path("priority").asString()).isEqualTo("HIGH");
        assertThat(staff.json().path("tags").toString()).isEqualTo("[\"vip\"]");
        assertThat(http.as(ALICE)
                        .patch("/api/v1/claims/" + id, Map.of("priority", "LOW"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void hidesAClaimFromEverybodyWhoHasNoBusinessWithIt() {
        UUID id = draft(ALICE);
        Answer missing = http.as(BRUNO).get("/api/v1/claims/" + UUID.randomUUID());
        for (Cast stranger : List.of(BRUNO, ERIN, FELIX)) {
            Answer answer = http.as(stranger).get("/api/v1/claims/" + id);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text()).isEqualTo(missing.text());
            assertThat(http.as(stranger)
                            .patch("/api/v1/claims/" + id, Map.of("title", "x"))
                            .text())
                    .isEqualTo(missing.text());
            assertThat(http.as(stranger)
                            .post("/api/v1/claims/" + id + "/submit")
                            .text())
                    .isEqualTo(missing.text());
        }
        assertThat(http.as(CHLOE).post("/api/v1/claims/" + id + "/submit").status())
                .isEqualTo(403);
        assertThat(http.get("/api/v1/claims/" + id).status()).isEqualTo(401);
        assertThat(http.withToken(TestTokens.expiredTokenOf(ALICE))
                        .get("/api/v1/claims")
                        .status())
                .isEqualTo(401);
        assertThat(http.withToken(TestTokens.forgedTokenOf(ALICE))
                        .get("/api/v1/claims")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void pagesNewestFirstWithCursorsThatCannotBeBorrowed() {
        for (int i = 0; i < 5; i++) {
            draft(BRUNO);
        }
        Answer first = http.as(BRUNO).get("/api/v1/claims?limit=3");
        String cursor = first.json().path("nextCursor").asString();
        Answer second = http.as(BRUNO).get("/api/v1/claims?limit=3&cursor=" + cursor);
        List<String> ids = first.json()
                .path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
        assertThat(ids).hasSize(3).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(second.json().path("items").get(0).path("id").asString()).isLessThan(ids.getLast());
        assertThat(http.as(ALICE).get("/api/v1/claims?cursor=" + cursor).status())
                .isEqualTo(400);
        assertThat(http.as(BRUNO).get("/api/v1/claims?cursor=AAAA").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\":\"x\"}",
                "{\"title\":\"\",\"category\":\"DAMAGE\"}",
                "{\"title\":5,\"category\":\"DAMAGE\"}",
                "{\"title\":null,\"category\":\"DAMAGE\"}",
                "{\"title\":\"x\",\"category\":\"NOPE\"}",
                "{\"title\":\"x\",\"category\":3}",
                "{\"title\":\"x\",\"category\":\"DAMAGE\",\"status\":\"APPROVED\"}",
                "{\"title\":\"x\",\"title\":\"y\",\"category\":\"DAMAGE\"}",
                "{\"title\":\"x\",\"category\":\"DAMAGE\",\"amount\":{\"value\":-1,\"currency\":\"EUR\"}}",
                "{\"title\":\"x\",\"category\":\"DAMAGE\",\"amount\":{\"value\":1e999,\"currency\":\"EUR\"}}",
                "{\"title\":\"x\",\"category\":\"DAMAGE\",\"amount\":{\"value\":1,\"currency\":\"ABC\"}}",
                "{\"title\":\"x\",\"category\":\"DAMAGE\",\"attributes\":[]}",
                "{\"title\":\"a\\u0000b\",\"category\":\"DAMAGE\"}",
                "{\"title\":\"\\ud800\",\"category\":\"DAMAGE\"}",
                "[]",
                "{",
                "null"
            })
    void refusesBadInputAndStoresNothing(String body) {
        long before = database.count("claim");
        Answer answer = http.as(ERIN).post("/api/v1/claims", body);
        assertThat(answer.status()).as(body + " → " + answer).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("Exception", "dev.parley", "tools.jackson", "select ");
        assertThat(database.count("claim")).isEqualTo(before);
    }

    @Test
    void refusesABodyThatIsTooLargeOrTooDeepOrOfAnotherType() {
        Answer large = http.as(ALICE)
                .post("/api/v1/claims", Map.of("title", "x", "category", "DAMAGE", "description", "x".repeat(70_000)));
        assertThat(large.status()).isEqualTo(413);
        Answer deep = http.as(ALICE).post("/api/v1/claims", "{\"attributes\":" + "[".repeat(60) + "]".repeat(60) + "}");
        assertThat(deep.status()).isEqualTo(400);
        Answer xml = http.as(ALICE).with("Content-Type", "application/xml").post("/api/v1/claims", "<a/>");
        assertThat(xml.status()).isEqualTo(415);
        assertThat(http.as(ALICE).get("/api/v1/claims?limit=0").status()).isEqualTo(400);
        assertThat(http.as(ALICE).get("/api/v1/claims?limit=101").status()).isEqualTo(400);
        assertThat(http.as(ALICE).get("/api/v1/claims/1").status()).isEqualTo(400);
        assertThat(http.as(ALICE).delete("/api/v1/claims").status()).isEqualTo(405);
    }

    @Test
    void saysBusyWhenALockIsNotHadInTime() throws SQLException {
        draft(ERIN);
        try (Connection another = database.connectAsApp()) {
            another.setAutoCommit(false);
            another.createStatement().execute("set local parley.tenant = 'globex'");
            another.createStatement().execute("select * from claim_number for update");
            Answer busy = http.as(ERIN).post("/api/v1/claims", LEAK);
            assertThat(busy.status()).isEqualTo(503);
            assertThat(busy.problem()).isEqualTo("busy");
            assertThat(busy.header("Retry-After")).isPresent();
            another.rollback();
        }
        draft(ERIN);
    }

    @Test
    void submitsOnceWhenManySubmitAtOnce() throws Exception {
        UUID id = draft(ALICE);
        Callable<Integer> submit =
                () -> http.as(ALICE).post("/api/v1/claims/" + id + "/submit").status();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = threads.invokeAll(Collections.nCopies(8, submit));
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnlyOnce(200).isSubsetOf(200, 409, 412);
        }
        assertThat(journal.of(id, ClaimSubmitted.class)).hasSize(1);
    }

    @Test
    void isHeldToTheTenantByPostgresAlone() throws SQLException {
        draft(ALICE);
        try (Connection asService = database.connectAsApp()) {
            assertThat(visible(asService)).isZero();
            asService.setAutoCommit(false);
            asService.createStatement().execute("set local parley.tenant = 'acme'");
            assertThat(visible(asService)).isPositive();
            asService.createStatement().execute("set local parley.tenant = 'nobody'");
            assertThat(visible(asService)).isZero();
            asService.rollback();
        }
    }

    private static long visible(Connection connection) throws SQLException {
        try (ResultSet rows = connection.createStatement().executeQuery("select count(*) from claim")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private UUID draft(Cast customer) {
        Answer opened = http.as(customer).post("/api/v1/claims", LEAK);
        assertThat(opened.status()).as(opened.toString()).isEqualTo(201);
        return idOf(opened);
    }

    private static UUID idOf(Answer answer) {
        return UUID.fromString(answer.json().path("id").asString());
    }

    private int numberOf(Cast customer, UUID id) {
        String reference = http.as(customer)
                .get("/api/v1/claims/" + id)
                .json()
                .path("reference")
                .asString();
        return Integer.parseInt(reference.substring(reference.lastIndexOf('-') + 1));
    }
}
