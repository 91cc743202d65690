package dev.parley.localstack.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.localstack.seed.DemoClaim.Meeting;
import dev.parley.localstack.seed.DemoClaim.Then;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoClaimTest {
    /// As many as `./parley seed` makes unless told otherwise.
    private static final List<DemoClaim> DAY =
            IntStream.range(0, 50).mapToObj(n -> DemoClaim.of(1, n)).toList();

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
    void showsEveryStateAlsoToAliceAndBruno() {
        assertThat(DAY).extracting(DemoClaim::status).containsAll(DemoClaim.STATUSES);
        for (int customer : List.of(0, 1)) {
            assertThat(DAY)
                    .filteredOn(claim -> claim.customer() == customer)
                    .extracting(DemoClaim::status)
                    .containsAll(DemoClaim.STATUSES);
        }
    }

    @Test
    void looksLikeAWorkingDay() {
        assertThat(DAY).extracting(claim -> claim.topic().language()).contains("fr", "en", "de", "es");
        assertThat(DAY).extracting(DemoClaim::priority).contains("LOW", "NORMAL", "HIGH", "URGENT");
        assertThat(DAY).extracting(DemoClaim::agent).contains("chloe", "karim", null);
        assertThat(DAY)
                .anyMatch(claim -> !claim.tags().isEmpty())
                .anyMatch(claim -> !claim.notes().isEmpty());
        assertThat(DAY)
                .filteredOn(claim -> claim.meeting() != null)
                .extracting(claim -> claim.meeting().kind())
                .contains(Meeting.Kind.values());
        assertThat(DAY)
                .flatExtracting(DemoClaim::lines)
                .extracting(DemoClaim.Line::then)
                .contains(Then.values());
        for (boolean staff : List.of(true, false)) {
            assertThat(DAY)
                    .anyMatch(claim -> claim.readBy(staff) < claim.lines().size())
                    .anyMatch(claim -> !claim.lines().isEmpty()
                            && claim.readBy(staff) == claim.lines().size());
        }
    }

    @Test
    void letsNobodySpeakAboutADraftAndStaffOnlyOnceTheyHaveTakenTheClaim() {
        assertThat(DAY)
                .filteredOn(claim -> !claim.isSubmitted())
                .isNotEmpty()
                .allMatch(claim -> claim.lines().isEmpty()
                        && claim.notes().isEmpty()
                        && claim.meeting() == null
                        && claim.agent() == null);
        assertThat(DAY)
                .filteredOn(claim -> claim.agent() == null)
                .allMatch(claim ->
                        claim.notes().isEmpty() && claim.lines().stream().noneMatch(DemoClaim.Line::byStaff));
    }
}
