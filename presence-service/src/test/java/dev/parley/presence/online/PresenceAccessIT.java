package dev.parley.presence.online;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static dev.parley.testkit.Cast.FELIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.DomainEvent;
import dev.parley.tenancy.TenantScope;
import dev.parley.testkit.Http.Answer;
import dev.parley.web.Caller;
import dev.parley.web.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PresenceAccessIT extends PresenceScene {
    private static final String ONLINE_USERS = "/api/v1/messages/online-users";

    @Autowired
    private People people;

    @Test
    void answersForSomebodyNeverSeen() {
        UUID nobody = UUID.randomUUID();

        Answer answer = http.as(CHLOE).get("/api/v1/presence?userIds=" + nobody);

        assertThat(answer.text())
                .isEqualTo("{\"items\":[{\"userId\":\"" + nobody
                        + "\",\"status\":\"OFFLINE\",\"lastSeenAt\":null,\"watchable\":true}],"
                        + "\"nextCursor\":null}");
    }

    @Test
    void showsAnotherTenantNothing() {
        Person alice = Person.like(ALICE);
        open(alice, UUID.randomUUID());
        Person felix = Person.like(FELIX);

        assertThat(presence(as(felix), alice).path("status").asString()).isEqualTo("OFFLINE");
        assertThat(presence(as(felix), alice).path("lastSeenAt").isNull()).isTrue();
        assertThat(as(felix).get(ONLINE_USERS + "?limit=100").text())
                .doesNotContain(alice.id().toString());
    }

    @Test
    void listsWhoIsOnlineForStaffPageByPage() {
        UUID gateway = UUID.randomUUID();
        List<Person> customers = List.of(Person.like(ALICE), Person.like(BRUNO), Person.like(ALICE));
        customers.forEach(person -> open(person, gateway));

        List<String> listed = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            Answer page = http.as(DIANE).get(ONLINE_USERS + "?limit=2" + cursor);
            assertThat(page.status()).isEqualTo(200);
            page.json()
                    .path("items")
                    .forEach(item -> listed.add(item.path("userId").asString()));
            cursor = page.json().path("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.json().path("nextCursor").asString();
            pages++;
        } while (!cursor.isEmpty() && pages < 50);

        assertThat(listed)
                .doesNotHaveDuplicates()
                .isSorted()
                .containsAll(
                        customers.stream().map(person -> person.id().toString()).toList());
    }

    @Test
    void refusesTheListToCustomersAndBadInputToEverybody() {
        assertThat(http.as(ALICE).get(ONLINE_USERS).status()).isEqualTo(403);
        assertThat(http.get(ONLINE_USERS).status()).isEqualTo(401);
        assertThat(http.as(CHLOE).get(ONLINE_USERS + "?limit=0").status()).isEqualTo(400);
        assertThat(http.as(CHLOE).get(ONLINE_USERS + "?cursor=forged").status()).isEqualTo(400);
        assertThat(http.as(CHLOE).get("/api/v1/presence").status()).isEqualTo(400);
        assertThat(http.as(CHLOE).get("/api/v1/presence?userIds=").status()).isEqualTo(400);
        assertThat(http.as(CHLOE).get("/api/v1/presence?userIds=alice").status())
                .isEqualTo(400);
    }

    @Test
    void isHeldApartByThePoliciesAlone() throws SQLException {
        Person alice = Person.like(ALICE);
        open(alice, UUID.randomUUID());

        try (Connection app = database.connectAsApp()) {
            for (String table : List.of("person", "session")) {
                String all = "select count(*) from " + table + " where user_id = '" + alice.id() + "'";
                assertThat(count(app, "", all)).as(table + ", no tenant").isZero();
                assertThat(count(app, "globex", all))
                        .as(table + ", other tenant")
                        .isZero();
                assertThat(count(app, "acme", all)).as(table + ", own tenant").isEqualTo(1);
                assertThat(count(app, "*", all)).as(table + ", sweep").isEqualTo(1);
            }
            tenant(app, "globex");
            assertThatThrownBy(() -> execute(
                            app,
                            "insert into session values (gen_random_uuid(), 'acme',"
                                    + " gen_random_uuid(), gen_random_uuid(), now())"))
                    .hasMessageContaining("row-level security");
            tenant(app, "*");
            assertThatThrownBy(() -> execute(
                            app,
                            "insert into session values (gen_random_uuid(), '*',"
                                    + " gen_random_uuid(), gen_random_uuid(), now())"))
                    .hasMessageContaining("check constraint");
        }
    }

    /// Under the tenant of the sweep the policies hide nothing, so only the query is left.
    @Test
    void isHeldApartByTheQueriesAlone() throws Exception {
        Person alice = Person.like(ALICE);
        open(alice, UUID.randomUUID());
        var felix = new Caller(FELIX.userId(), "globex", Role.AGENT, "Felix", "felix@globex.example", "en");
        var chloe = new Caller(CHLOE.userId(), "acme", Role.AGENT, "Chloé", "chloe@acme.example", "fr");

        TenantScope.call(DomainEvent.NO_TENANT, () -> {
            assertThat(people.presenceOf(List.of(alice.id()), felix))
                    .containsExactly(Presence.unknown(alice.id(), true));
            assertThat(people.online("globex", new UUID(0, 0), 1_000))
                    .extracting(Presence::userId)
                    .doesNotContain(alice.id());
            assertThat(people.presenceOf(List.of(alice.id()), chloe))
                    .extracting(Presence::status)
                    .containsExactly(Presence.Status.ONLINE);
            return true;
        });
    }

    private static long count(Connection app, String tenant, String sql) throws SQLException {
        tenant(app, tenant);
        try (var statement = app.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void tenant(Connection app, String tenant) throws SQLException {
        execute(app, "select set_config('parley.tenant', '" + tenant + "', false)");
    }

    private static void execute(Connection app, String sql) throws SQLException {
        try (var statement = app.createStatement()) {
            statement.execute(sql);
        }
    }
}
