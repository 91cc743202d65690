package dev.parley.notification.inbox;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.conformance.BadInput;
import dev.parley.testkit.conformance.OpenApiDocument;
import dev.parley.testkit.conformance.RoleMatrix;
import dev.parley.testkit.conformance.StatementCounter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What every service owes the house, for every endpoint of this one.
class NotificationHouseIT extends NotificationScene {
    private static final String LIST = "/api/v1/notifications";

    @Autowired
    private StatementCounter statements;

    /// @return somebody who has been told so many messages
    private Person told(int messages) {
        Person alice = Person.like(ALICE);
        Talk talk = Talk.between(alice, Person.like(CHLOE));
        for (int seq = 2; seq < messages + 2; seq++) {
            sent(talk.message(talk.people().getLast(), seq, "Hello"));
        }
        return alice;
    }

    private String firstOf(Person person) {
        return notifications(person).getFirst().path("id").asString();
    }

    @Test
    void describesItsEndpoints() {
        OpenApiDocument.check(http, "dev.parley.notification");
    }

    /// The preferences and push are not built: 501 for whoever may ask.
    @Test
    void answersEachRoleAsTheMatrixSays() {
        Person alice = told(1);
        RoleMatrix matrix = RoleMatrix.of(http).with(RoleMatrix.Who.OWNER, as(alice));
        for (String everyone : List.of(LIST, LIST + "/unread-count")) {
            matrix.call("GET", everyone).answers(200, 200, 200, 200, 200, 200, 200, 401);
        }
        matrix.call("POST", LIST + "/{id}/read", () -> firstOf(alice)).answers(200, 404, 404, 404, 404, 404, 404, 401);
        matrix.call("POST", LIST + "/read-all").answers(200, 200, 200, 200, 200, 200, 200, 401);
        for (String notBuilt :
                List.of("GET preferences", "PUT preferences", "POST push-subscriptions", "GET push-key")) {
            String[] methodAndPath = notBuilt.split(" ");
            matrix.call(methodAndPath[0], LIST + "/" + methodAndPath[1])
                    .answers(501, 501, 501, 501, 501, 501, 501, 401);
        }
        matrix.call("PATCH", LIST + "/preferences").answers(405, 405, 405, 405, 405, 405, 405, 401);
        matrix.done("dev.parley.notification");
    }

    @Test
    void refusesBadInput() {
        Person karim = Person.like(KARIM);
        Person alice = told(2);
        String foreign = firstOf(told(1));
        BadInput.to(as(alice), database::digest)
                .list(LIST)
                .parameters(LIST, Map.of("unread", List.of("perhaps", "1", "%00", "TRUE")))
                .ids("POST", LIST + "/{id}/read", List.of(foreign, karim.id()))
                .done();
    }

    @Test
    void listsWithAsManyStatementsForManyAsForOne() {
        for (Person person : List.of(told(1), told(20))) {
            assertThat(statements.during(() -> notifications(person)))
                    .as("the tenant, the rows")
                    .isEqualTo(2);
            assertThat(statements.during(() -> unread(person))).isEqualTo(2);
        }
        assertThat(statements.during(() -> http.as(DIANE).get(LIST + "?limit=" + UUID.randomUUID())))
                .as("what is refused by its form")
                .isZero();
    }
}
