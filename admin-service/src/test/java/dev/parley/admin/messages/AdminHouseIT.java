package dev.parley.admin.messages;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.DIANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.conformance.BadInput;
import dev.parley.testkit.conformance.OpenApiDocument;
import dev.parley.testkit.conformance.RoleMatrix;
import dev.parley.testkit.conformance.StatementCounter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What every service owes the house, for every endpoint of this one.
class AdminHouseIT extends AdminScene {
    @Autowired
    private StatementCounter statements;

    private final Talk talk = Talk.of(ALICE);

    @Test
    void describesItsEndpoints() {
        OpenApiDocument.check(http, "dev.parley.admin");
    }

    @Test
    void answersEachRoleAsTheMatrixSays() {
        RoleMatrix matrix = RoleMatrix.of(http);
        for (String list : List.of(LIST, "/api/v1/messages/all", LIST + "?claimId={id}")) {
            matrix.call("GET", list, talk::claim).answers(403, 403, 403, 200, 403, 403, 200, 401);
        }
        for (String notBuilt : List.of(
                "GET /api/v1/admin/overview",
                "POST /api/v1/admin/dead-letters/{id}/replay",
                "PUT /api/v1/admin/settings",
                "DELETE /api/v1/admin/webhooks/{id}",
                "GET /api/v1/admin/what-nobody-thought-of")) {
            String[] methodAndPath = notBuilt.split(" ");
            matrix.call(methodAndPath[0], methodAndPath[1], talk::claim)
                    .answers(403, 403, 403, 501, 403, 403, 501, 401);
        }
        matrix.done("dev.parley.admin");
    }

    @Test
    void refusesBadInput() {
        sent(talk.byCustomer(2, "One"));
        sent(talk.byCustomer(3, "Two"));
        List<String> noIds = List.of("1", "not-a-uuid", "%00", "1-1-1-1-1", "9223372036854775808", "%27%20or%201=1");
        List<String> noTimes = List.of("yesterday", "%00", "2026-13-01", "99999999999999", "-999999999-01-01");
        BadInput.to(http.as(DIANE), database::digest)
                .list(LIST)
                .list("/api/v1/messages/all")
                .parameters(
                        LIST,
                        Map.of(
                                "claimId", noIds,
                                "customerId", noIds,
                                "agentId", noIds,
                                "from", noTimes,
                                "to", noTimes,
                                "q", List.of("%00", "%25", "a".repeat(4_000)),
                                "unread", List.of("perhaps", "2"),
                                "unanswered", List.of("perhaps", "2"),
                                "hasAttachment", List.of("perhaps")))
                .done();
    }

    @Test
    void listsWithAsManyStatementsForManyAsForOne() {
        sent(talk.byCustomer(2, "1"));
        int forOne = statements.during(() -> list(DIANE, "?claimId=" + talk.claim()));
        for (int seq = 3; seq < 23; seq++) {
            sent(talk.byCustomer(seq, "Hello"));
        }
        assertThat(statements.during(() -> list(DIANE, "?claimId=" + talk.claim())))
                .as("as for one message")
                .isEqualTo(forOne)
                .isLessThanOrEqualTo(4);
    }
}
