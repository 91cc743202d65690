package dev.parley.admin.messages;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static dev.parley.testkit.Cast.GINA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Topic;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AdminAccessIT extends AdminScene {
    private static final List<String> TABLES = List.of("message", "claim", "conversation", "read_position", "receipt");

    private final Talk talk = Talk.of(ALICE);

    @Test
    void isForAdminsOnly() {
        for (String path :
                List.of(LIST, "/api/v1/messages/all", "/api/v1/admin/overview", "/api/v1/admin/messages.csv")) {
            for (Cast other : List.of(ALICE, CHLOE)) {
                Answer refused = http.as(other).get(path);
                assertThat(refused.status()).as(other + " " + path).isEqualTo(403);
                assertThat(refused.problem()).isEqualTo("forbidden");
            }
            assertThat(http.get(path).status()).isEqualTo(401);
        }
    }

    @Test
    void saysWhatIsNotBuiltYet() {
        UUID id = UUID.randomUUID();
        for (Answer answer : List.of(
                http.as(DIANE).get("/api/v1/admin/overview"),
                http.as(DIANE).get("/api/v1/admin/messages.csv"),
                http.as(DIANE).post("/api/v1/admin/dead-letters/" + id + "/replay"),
                http.as(DIANE).put("/api/v1/admin/settings", "{}"),
                http.as(DIANE).delete("/api/v1/admin/webhooks"),
                http.as(DIANE).get(LIST + "?hasAttachment=true"))) {
            assertThat(answer.status()).isEqualTo(501);
            assertThat(answer.problem()).isEqualTo("not-implemented");
        }
    }

    @Test
    void refusesBadInput() {
        for (String query : List.of(
                "?limit=0",
                "?limit=101",
                "?limit=x",
                "?cursor=forged",
                "?claimId=1",
                "?from=yesterday",
                "?from=2026-11-21&to=2026-11-20",
                "?q=%25",
                "?unread=perhaps")) {
            assertThat(http.as(DIANE).get(LIST + query).status()).as(query).isEqualTo(400);
        }
    }

    @Test
    void refusesACursorOfAnotherPersonOrFilter() {
        sent(talk.byCustomer(2, "Two"));
        sent(talk.byCustomer(3, "Three"));
        String mine = LIST + "?limit=1&claimId=" + talk.claim();
        String cursor =
                "&cursor=" + http.as(DIANE).get(mine).json().path("nextCursor").asString();

        assertThat(http.as(DIANE).get(mine + cursor).status()).isEqualTo(200);
        assertThat(http.as(DIANE).get(mine + "&q=two" + cursor).status()).isEqualTo(400);
        assertThat(http.as(GINA).get(mine + cursor).status()).isEqualTo(400);
    }

    @Test
    void isHeldApartByThePoliciesAlone() throws SQLException {
        fillAllTables();

        try (Connection app = database.connectAsApp()) {
            for (String table : TABLES) {
                String all = "select count(*) from " + table + " where tenant = 'acme'";
                assertThat(count(app, "", all)).as(table).isZero();
                assertThat(count(app, "globex", all)).as(table).isZero();
                assertThat(count(app, "*", all)).as(table).isZero();
                assertThat(count(app, "acme", all)).as(table).isPositive();
            }
        }
    }

    /// With the policies off only the queries are left.
    @Test
    void isHeldApartByTheQueriesAlone() {
        fillAllTables();
        TABLES.forEach(table -> database.execute("alter table " + table + " disable row level security"));
        try {
            assertThat(list(GINA, "?claimId=" + talk.claim())).isEmpty();
            assertThat(list(GINA, "?customerId=" + talk.customer())).isEmpty();
            assertThat(list(GINA, "?q=hello")).isEmpty();
            assertThat(list(DIANE, "?claimId=" + talk.claim())).hasSize(1);
        } finally {
            TABLES.forEach(table -> database.execute("alter table " + table + " enable row level security"));
        }
    }

    private void fillAllTables() {
        consume(Topic.CLAIM_EVENTS, talk.claim(), talk.submitted());
        consume(Topic.CONVERSATION_EVENTS, talk.conversation(), talk.opened("CLAIM"));
        sent(talk.byCustomer(2, "Hello"));
        read(talk.read(CHLOE.userId(), "AGENT", 2));
    }

    private static long count(Connection app, String tenant, String sql) throws SQLException {
        try (var statement = app.createStatement()) {
            statement.execute("select set_config('parley.tenant', '" + tenant + "', false)");
            try (var result = statement.executeQuery(sql)) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
