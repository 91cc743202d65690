package dev.parley.presence.online;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
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
class PresenceHouseIT extends PresenceScene {
    private static final String ONLINE_USERS = "/api/v1/messages/online-users";

    @Autowired
    private StatementCounter statements;

    @Test
    void describesItsEndpoints() {
        OpenApiDocument.check(http, "dev.parley.presence");
        assertThat(http.get("/docs/openapi.json").text()).contains("how many items at most", "\"ONLINE\"");
    }

    /// Asking about somebody tells nothing that being unknown would not, so presence has no 404.
    @Test
    void answersEachRoleAsTheMatrixSays() {
        Person alice = Person.like(ALICE);
        RoleMatrix.of(http)
                .call("GET", "/api/v1/presence?userIds={id}", alice::id)
                .answers(200, 200, 200, 200, 200, 200, 200, 401)
                .call("GET", ONLINE_USERS)
                .answers(403, 403, 200, 200, 403, 200, 200, 401)
                .done("dev.parley.presence");
    }

    @Test
    void refusesBadInput() {
        open(Person.like(ALICE), UUID.randomUUID());
        open(Person.like(ALICE), UUID.randomUUID());
        BadInput.to(http.as(CHLOE), database::digest)
                .list(ONLINE_USERS)
                .parameters(
                        "/api/v1/presence",
                        Map.of(
                                "userIds",
                                List.of(
                                        "",
                                        "alice",
                                        "%00",
                                        "1-1-1-1-1",
                                        ",",
                                        "9223372036854775808",
                                        "%27%20or%201=1",
                                        (UUID.randomUUID() + ",").repeat(101))))
                .done();
    }

    @Test
    void listsWithAsManyStatementsForManyAsForOne() {
        UUID gateway = UUID.randomUUID();
        for (int i = 0; i < 20; i++) {
            open(Person.like(ALICE), gateway);
        }
        clock.catchUp();
        for (String path : List.of(
                ONLINE_USERS + "?limit=1",
                ONLINE_USERS + "?limit=20",
                "/api/v1/presence?userIds="
                        + (UUID.randomUUID() + ",").repeat(20).replaceAll(",$", ""))) {
            assertThat(statements.during(
                            () -> assertThat(http.as(DIANE).get(path).status()).isEqualTo(200)))
                    .as("%s: the tenant, the rows", path)
                    .isEqualTo(2);
        }
    }
}
