package dev.parley.claims;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.ERIN;
import static dev.parley.testkit.Cast.FELIX;
import static dev.parley.testkit.Cast.GINA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// What belongs to another tenant is what does not exist.
@ServiceTest(database = "claims")
class TenantsApartIT {
    @Autowired
    Http http;

    @Autowired
    TestDatabase database;

    @Test
    void answersForAForeignIdAsForOneThatDoesNotExist() {
        UUID claim = ClaimSteps.submitted(http, ALICE);
        UUID appointment = ClaimSteps.idOf(ClaimSteps.meet(http, CHLOE, claim));
        UUID absent = UUID.randomUUID();
        for (Cast stranger : List.of(ERIN, FELIX, GINA)) {
            List<Answer> foreign = everyEndpoint(stranger, claim, appointment);
            List<Answer> missing = everyEndpoint(stranger, absent, absent);
            for (int i = 0; i < foreign.size(); i++) {
                assertThat(foreign.get(i).status()).as("endpoint " + i).isEqualTo(404);
                assertThat(foreign.get(i).text())
                        .as("endpoint " + i)
                        .isEqualTo(missing.get(i).text());
            }
        }
    }

    private List<Answer> everyEndpoint(Cast person, UUID claim, UUID appointment) {
        Http as = http.as(person);
        String claims = "/api/v1/claims/" + claim;
        String appointments = "/api/v1/appointments/" + appointment;
        return List.of(
                as.get(claims),
                as.patch(claims, Map.of("title", "x")),
                as.post(claims + "/submit"),
                as.post(claims + "/withdraw"),
                as.put(claims + "/status", Map.of("status", "IN_REVIEW", "reason", "x")),
                as.put(claims + "/assignee", Map.of("userId", FELIX.userId())),
                as.get(claims + "/timeline"),
                as.get(claims + "/appointments"),
                as.post(claims + "/appointments", ClaimSteps.meeting()),
                as.get(appointments),
                as.get(appointments + ".ics"),
                as.patch(appointments, Map.of("place", "x")),
                as.post(appointments + "/cancel"),
                as.put(appointments + "/response", Map.of("response", "ACCEPTED")));
    }

    /// The checks of the queries play no part here: these statements have none.
    @ParameterizedTest
    @ValueSource(strings = {"claim", "claim_number", "idempotency_key", "person", "appointment", "journal"})
    void areHeldApartByPostgresAlone(String table) throws SQLException {
        UUID claim = ClaimSteps.draft(http, ALICE);
        http.as(ALICE).with("Idempotency-Key", UUID.randomUUID()).post("/api/v1/claims/" + claim + "/submit");
        ClaimSteps.meet(http, CHLOE, claim);
        try (Connection service = database.connectAsApp()) {
            assertThat(count(service, "select count(*) from " + table)).isZero();
            service.setAutoCommit(false);
            service.createStatement().execute("set local parley.tenant = 'acme'");
            assertThat(count(service, "select count(*) from " + table)).isPositive();
            assertThat(count(service, "select count(*) from " + table + " where tenant <> 'acme'"))
                    .isZero();
            service.createStatement().execute("set local parley.tenant = 'nobody'");
            assertThat(count(service, "select count(*) from " + table)).isZero();
            service.rollback();
        }
    }

    @Test
    void areHeldApartInTheSearchThatLooksPastThePolicy() throws SQLException {
        ClaimSteps.draft(http, ALICE);
        String search = "select count(*) from searchable_claim where words @@ to_tsquery('parley_words', 'leak:*')";
        try (Connection service = database.connectAsApp()) {
            assertThat(count(service, search)).isZero();
            service.setAutoCommit(false);
            service.createStatement().execute("set local parley.tenant = 'acme'");
            assertThat(count(service, search)).isPositive();
            service.createStatement().execute("set local parley.tenant = 'nobody'");
            assertThat(count(service, search)).isZero();
            service.rollback();
        }
    }

    @Test
    void haveRowLevelSecurityOnEveryTableWithATenant() {
        assertThat(database.rows("""
                        select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant'
                        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
                          and c.relname <> 'dead_letter'
                          and not (c.relrowsecurity and c.relforcerowsecurity)""")).isEmpty();
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
