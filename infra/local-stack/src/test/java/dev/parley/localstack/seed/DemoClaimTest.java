package dev.parley.localstack.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoClaimTest {

    @Test
    void isTheSameForTheSameSeedAndNumber() {
        assertThat(DemoClaim.of(1, 7)).isEqualTo(DemoClaim.of(1, 7));
        assertThat(DemoClaim.of(1, 7).key("submit"))
                .isEqualTo(DemoClaim.of(1, 7).key("submit"));
        assertThat(DemoClaim.of(2, 7).key("submit"))
                .isNotEqualTo(DemoClaim.of(1, 7).key("submit"));
        assertThat(DemoClaim.of(1, 8).key("submit"))
                .isNotEqualTo(DemoClaim.of(1, 7).key("submit"));
    }

    @Test
    void givesAliceAndBrunoSomethingToLookAtAndNoDraftAConversation() {
        var claims = IntStream.range(0, 60).mapToObj(n -> DemoClaim.of(1, n)).toList();
        assertThat(claims).filteredOn(claim -> claim.customer() == 0).hasSize(10);
        assertThat(claims).filteredOn(claim -> claim.customer() == 1).hasSize(10);
        assertThat(claims)
                .filteredOn(claim -> !claim.submitted())
                .isNotEmpty()
                .allMatch(claim -> claim.lines().isEmpty());
        assertThat(claims).anyMatch(claim -> claim.lines().stream().anyMatch(DemoClaim.Line::byStaff));
    }
}
