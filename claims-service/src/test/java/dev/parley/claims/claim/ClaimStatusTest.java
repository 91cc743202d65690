package dev.parley.claims.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClaimStatusTest {
    @ParameterizedTest
    @CsvSource({
        "DRAFT, SUBMITTED|WITHDRAWN",
        "SUBMITTED, IN_REVIEW|WITHDRAWN",
        "IN_REVIEW, WAITING_CUSTOMER|APPROVED|REJECTED|WITHDRAWN",
        "WAITING_CUSTOMER, IN_REVIEW|WITHDRAWN",
        "APPROVED, CLOSED",
        "REJECTED, CLOSED",
        "CLOSED, IN_REVIEW",
        "WITHDRAWN, ''"
    })
    void allowsExactlyTheTransitionsOfTheTable(ClaimStatus from, String allowed) {
        assertThat(String.join("|", from.allowed().stream().map(Enum::name).toList()))
                .isEqualTo(allowed);
        for (ClaimStatus wanted : ClaimStatus.values()) {
            if (from.allowed().contains(wanted)) {
                assertThatCode(() -> from.mustAllow(wanted)).doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> from.mustAllow(wanted)).isInstanceOf(TransitionNotAllowed.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverFollowsItself(ClaimStatus status) {
        assertThat(status.allowed()).doesNotContain(status);
    }
}
