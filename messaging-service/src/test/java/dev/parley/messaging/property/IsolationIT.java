package dev.parley.messaging.property;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static dev.parley.testkit.Cast.ERIN;
import static dev.parley.testkit.Cast.FELIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.messaging.Claims;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// A tenant is held apart twice, and each hold is enough alone: the checks of the service when PostgreSQL looks away,
/// PostgreSQL when nobody checks.
@PropertyTest
class IsolationIT {
    private static final String REFUSED = "42501"; // insufficient_privilege: by a grant or by a policy

    /// They speak of the caller alone.
    private static final Set<String> OF_NOBODY_ELSE =
            Set.of("GET /api/v1/me", "POST /api/v1/me/export", "GET /api/v1/me/export/{job}");

    @Autowired
    Http http;

    @Autowired
    Topics topics;

    @Autowired
    JournalProbe journal;

    @Autowired
    TestDatabase database;

    @Autowired
    @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings;

    private World acme;
    private World globex;

    @BeforeEach
    void makeTwoTenants() {
        acme = World.of(ALICE, CHLOE, http, topics, journal);
        globex = World.of(ERIN, FELIX, http, topics, journal);
    }

    @Test
    void knowsEveryEndpoint() {
        Set<String> known = new TreeSet<>(OF_NOBODY_ELSE);
        hidden().forEach(endpoint -> known.add(endpoint.pattern()));
        Endpoint.aboutNothing().forEach(endpoint -> known.add(endpoint.pattern()));
        Set<String> mapped = new TreeSet<>();
        mappings.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(pattern -> pattern.startsWith("/api/"))
                        .forEach(pattern -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> mapped.add(method + " " + pattern))));
        assertThat(known).containsAll(mapped);
    }

    /// Also what is announced and not offered yet.
    private static List<Endpoint> hidden() {
        List<Endpoint> all = new ArrayList<>(Endpoint.aboutSomething());
        all.add(new Endpoint("GET", "/conversations/{conversation}/transcript", Map.of()));
        return all;
    }

    @Test
    void answersForAnotherTenantAsForWhatDoesNotExist() {
        isHidden();
    }

    @Test
    void hidesAnotherTenantWhenPostgresDoesNot() {
        List<String> tables = Tables.ofTenants(database);
        try {
            tables.forEach(table -> database.execute("alter table \"" + table + "\" disable row level security"));
            isHidden();
        } finally {
            tables.forEach(table -> database.execute("alter table \"" + table + "\" enable row level security"));
        }
    }

    private void isHidden() {
        List<String> before = rowsOfGlobex();
        for (Cast person : List.of(ALICE, CHLOE, DIANE)) {
            Http client = http.as(person);
            for (Map<String, String> ids : globex.ids()) {
                for (Endpoint endpoint : hidden()) {
                    Map<String, String> missing = missing();
                    Answer answer = client.send(endpoint.method(), endpoint.pathWith(ids), endpoint.bodyWith(ids));
                    Answer expected =
                            client.send(endpoint.method(), endpoint.pathWith(missing), endpoint.bodyWith(missing));
                    String what = person + " " + endpoint.method() + " " + endpoint.pathWith(ids) + " → " + answer;
                    assertThat(answer.text()).as(what).isEqualTo(expected.text());
                    assertThat(answer.status()).as(what).isEqualTo(expected.status());
                    if (!(person == ALICE && endpoint.path().contains("{reply}"))) {
                        assertThat(answer.status()).as(what).isEqualTo(404);
                    }
                }
                for (Endpoint endpoint : Endpoint.aboutNothing()) {
                    if (endpoint.method().equals("GET")) {
                        assertThat(client.get(endpoint.pathWith(ids)).text())
                                .doesNotContain("globex")
                                .doesNotContain(ids.values());
                    }
                }
                Map<String, Object> cursors = Map.of(ids.getOrDefault("conversation", ""), Map.of("seq", 0));
                assertThat(client.post("/api/v1/conversations/sync", Map.of("cursors", cursors))
                                .text())
                        .doesNotContain("globex")
                        .doesNotContain(ids.getOrDefault("conversation", ""));
            }
        }
        assertThat(rowsOfGlobex()).isEqualTo(before);
    }

    private static Map<String, String> missing() {
        return Endpoint.ids(
                Claims.oldId(), Claims.oldId(), Claims.oldId(), Claims.oldId(), Claims.oldId(), UUID.randomUUID());
    }

    private List<String> rowsOfGlobex() {
        List<String> rows = new ArrayList<>();
        for (String table : Tables.ofTenants(database)) {
            database.rows("select t::text as row from \"" + table + "\" t where tenant = 'globex'").stream()
                    .map(row -> table + " " + row.get("row"))
                    .sorted()
                    .forEach(rows::add);
        }
        return rows;
    }

    @Test
    void isHeldByPostgresInEveryTable() throws SQLException {
        List<String> tables = Tables.ofTenants(database);
        assertThat(tables)
                .contains(
                        "canned_reply",
                        "claim",
                        "conversation",
                        "idempotency_key",
                        "journal",
                        "message",
                        "message_edit",
                        "message_words",
                        "mute",
                        "participant",
                        "person",
                        "reaction",
                        "read_mark",
                        "read_position",
                        "scheduled_message");
        Set<String> empty = new TreeSet<>();
        try (Connection asService = database.connectAsApp()) {
            asService.createStatement().execute("select set_config('parley.tenant', 'globex', false)");
            for (String table : tables) {
                List<Map<String, Object>> ofAcme = new ArrayList<>();
                database.rows("select to_jsonb(t)::text as row from \"" + table + "\" t where tenant = 'acme' limit 1")
                        .forEach(row -> ofAcme.add(Map.of("row", String.valueOf(row.get("row")))));
                if (ofAcme.isEmpty()) {
                    empty.add(table);
                } else {
                    isHeld(asService, table, String.valueOf(ofAcme.getFirst().get("row")));
                }
            }
        }
        assertThat(empty).as("tables of which nothing was proven").isSubsetOf("consumed_event", "dead_letter");
    }

    private static void isHeld(Connection asService, String table, String row) throws SQLException {
        try (ResultSet seen =
                asService.createStatement().executeQuery("select distinct tenant from \"" + table + "\"")) {
            while (seen.next()) {
                assertThat(seen.getString(1)).as(table).isEqualTo("globex");
            }
        }
        for (String sql : List.of(
                "update \"%s\" set tenant = tenant where tenant = 'acme'",
                "delete from \"%s\" where tenant = 'acme'")) {
            assertThat(changed(asService, sql.formatted(table))).as(table).isZero();
        }
        assertThat(changed(asService, "update \"%s\" set tenant = 'acme'".formatted(table)))
                .as(table + " given away")
                .isZero();
        try (PreparedStatement insert = asService.prepareStatement(
                "insert into \"%1$s\" select * from jsonb_populate_record(null::\"%1$s\", ?::jsonb)"
                        .formatted(table))) {
            insert.setString(1, row);
            assertThatThrownBy(insert::executeUpdate)
                    .as("a row of acme into " + table)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo(REFUSED));
        }
    }

    /// @return 0 also when it is refused
    private static int changed(Connection asService, String sql) throws SQLException {
        try {
            return asService.createStatement().executeUpdate(sql);
        } catch (SQLException refused) {
            assertThat(refused.getSQLState()).as(sql).isEqualTo(REFUSED);
            return 0;
        }
    }
}
