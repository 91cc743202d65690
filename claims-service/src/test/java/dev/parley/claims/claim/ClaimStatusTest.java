package dev.parley.claims.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.web.Forbidden;
import dev.parley.web.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClaimStatusTest {
    @ParameterizedTest
    @CsvSource({
        "DRAFT,            SUBMITTED|WITHDRAWN, '',                                                 ''",
        "SUBMITTED,        WITHDRAWN,           IN_REVIEW,                                          IN_REVIEW",
        "IN_REVIEW,        WITHDRAWN,           WAITING_CUSTOMER|APPROVED|REJECTED, WAITING_CUSTOMER|APPROVED|REJECTED",
        "WAITING_CUSTOMER, WITHDRAWN,           IN_REVIEW,                                          IN_REVIEW",
        "APPROVED,         '',                  CLOSED,                                             CLOSED",
        "REJECTED,         '',                  CLOSED,                                             CLOSED",
        "CLOSED,           '',                  '',                                                 IN_REVIEW",
        "WITHDRAWN,        '',                  '',                                                 ''"
    })
    void allowsExactlyTheTransitionsOfTheTableToEachRole(
            ClaimStatus from, String customer, String agent, String admin) {
        assertAllowed(from, Role.CUSTOMER, customer);
        assertAllowed(from, Role.AGENT, agent);
        assertAllowed(from, Role.ADMIN, admin);
    }

    private static void assertAllowed(ClaimStatus from, Role role, String allowed) {
        assertThat(String.join(
                        "|", from.allowedTo(role).stream().map(Enum::name).toList()))
                .as("%s to %s", from, role)
                .isEqualTo(allowed);
        for (ClaimStatus wanted : ClaimStatus.values()) {
            if (from.allowedTo(role).contains(wanted)) {
                assertThatCode(() -> from.mustAllow(wanted, role)).doesNotThrowAnyException();
            } else if (from == ClaimStatus.CLOSED && wanted == ClaimStatus.IN_REVIEW && role == Role.AGENT) {
                assertThatThrownBy(() -> from.mustAllow(wanted, role)).isInstanceOf(Forbidden.class);
            } else {
                assertThatThrownBy(() -> from.mustAllow(wanted, role)).isInstanceOf(TransitionNotAllowed.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverFollowsItself(ClaimStatus status) {
        assertThat(status.allowed()).doesNotContain(status);
    }
}
