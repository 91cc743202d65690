package dev.parley.notification.inbox;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.ERIN;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.notification.NotificationRead;
import dev.parley.testkit.Http.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InboxIT extends NotificationScene {
    private static final String LIST = "/api/v1/notifications";

    private Person told(String... bodies) {
        Person alice = Person.like(ALICE);
        Person chloe = Person.like(CHLOE);
        Talk talk = Talk.between(alice, chloe);
        long seq = 2;
        for (String body : bodies) {
            sent(talk.message(alice, seq++, body));
        }
        return chloe;
    }

    private String idOfFirst(Person person) {
        return notifications(person).getFirst().path("id").asString();
    }

    @Test
    void marksOneAsReadOnce() {
        Person chloe = told("Hello");
        String path = LIST + "/" + idOfFirst(chloe) + "/read";

        Answer first = as(chloe).post(path);
        Answer again = as(chloe).post(path);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().path("readAt").asString()).isNotEmpty();
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(unread(chloe)).isZero();
        assertThat(journal.of(chloe.id(), NotificationRead.class)).hasSize(1);
    }

    @Test
    void hidesOnesNotificationsFromEverybodyElse() {
        Person chloe = told("Hello");
        String path = LIST + "/" + idOfFirst(chloe) + "/read";
        String unknown = LIST + "/" + UUID.randomUUID() + "/read";

        for (Person other : List.of(Person.like(KARIM), Person.like(ALICE), Person.like(ERIN))) {
            Answer refused = as(other).post(path);
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.text().replace(path, unknown))
                    .isEqualTo(as(other).post(unknown).text());
            assertThat(notifications(other)).isEmpty();
        }
        assertThat(unread(chloe)).isEqualTo(1);
    }

    @Test
    void marksAllAsRead() {
        Person chloe = told("One", "Two");
        Person karim = told("Other");

        assertThat(as(chloe).post(LIST + "/read-all").text()).isEqualTo("{\"unread\":0}");
        as(chloe).post(LIST + "/read-all");

        assertThat(unread(chloe)).isZero();
        assertThat(unread(karim)).isEqualTo(1);
        assertThat(journal.of(chloe.id(), NotificationRead.class)).hasSize(2);
    }

    @Test
    void listsNewestFirstPageByPage() {
        Person chloe = told("1", "2", "3", "4", "5");

        List<String> bodies = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = as(chloe).get(LIST + "?limit=2" + cursor);
            page.json()
                    .path("items")
                    .forEach(item -> bodies.add(item.path("body").asString()));
            cursor = page.json().path("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.json().path("nextCursor").asString();
        } while (!cursor.isEmpty());

        assertThat(bodies).containsExactly("5", "4", "3", "2", "1");
    }

    @Test
    void refusesACursorOfAnotherListOrPerson() {
        Person chloe = told("1", "2");
        String cursor =
                as(chloe).get(LIST + "?limit=1").json().path("nextCursor").asString();

        assertThat(as(chloe).get(LIST + "?limit=1&cursor=" + cursor).status()).isEqualTo(200);
        assertThat(as(chloe).get(LIST + "?limit=1&unread&cursor=" + cursor).status())
                .isEqualTo(400);
        assertThat(as(Person.like(KARIM))
                        .get(LIST + "?limit=1&cursor=" + cursor)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void refusesBadInput() {
        assertThat(http.get(LIST).status()).isEqualTo(401);
        assertThat(http.as(CHLOE).get(LIST + "?limit=101").status()).isEqualTo(400);
        assertThat(http.as(CHLOE).get(LIST + "?unread=perhaps").status()).isEqualTo(400);
        assertThat(http.as(CHLOE).post(LIST + "/one/read").status()).isEqualTo(400);
    }

    @Test
    void saysWhatIsNotBuiltYet() {
        for (Answer answer : List.of(
                http.as(CHLOE).get(LIST + "/preferences"),
                http.as(CHLOE).put(LIST + "/preferences", "{}"),
                http.as(CHLOE).post(LIST + "/push-subscriptions", "{}"),
                http.as(CHLOE).delete(LIST + "/push-subscriptions"),
                http.as(CHLOE).get(LIST + "/push-key"))) {
            assertThat(answer.status()).isEqualTo(501);
            assertThat(answer.problem()).isEqualTo("not-implemented");
        }
    }

    @Test
    void isHeldApartByThePoliciesAlone() throws SQLException {
        Person chloe = told("Hello");

        try (Connection app = database.connectAsApp()) {
            String all = "select count(*) from notification where user_id = '" + chloe.id() + "'";
            assertThat(count(app, "", all)).isZero();
            assertThat(count(app, "globex", all)).isZero();
            assertThat(count(app, "*", all)).isZero();
            assertThat(count(app, "acme", all)).isEqualTo(1);
        }
    }

    /// With the policies off only the queries are left.
    @Test
    void isHeldApartByTheQueriesAlone() {
        Person chloe = told("Hello");
        String id = idOfFirst(chloe);
        Person impostor = new Person(chloe.id(), ERIN); // the same user id in another tenant
        database.execute("alter table notification disable row level security");
        try {
            assertThat(notifications(impostor)).isEmpty();
            assertThat(unread(impostor)).isZero();
            assertThat(as(impostor).post(LIST + "/" + id + "/read").status()).isEqualTo(404);
            as(impostor).post(LIST + "/read-all");
            assertThat(unread(chloe)).isEqualTo(1);
        } finally {
            database.execute("alter table notification enable row level security");
        }
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
