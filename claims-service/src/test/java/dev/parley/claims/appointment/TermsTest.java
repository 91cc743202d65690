package dev.parley.claims.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.web.InputCheck;
import dev.parley.web.InvalidInput;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TermsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /// In the night of 29 March 2026 Paris has no half past two, in that of 25 October it has two.
    @ParameterizedTest
    @CsvSource({
        "2026-03-29T01:30:00+01:00, 2026-03-29T00:30:00Z, 2026-03-29T01:30:00.000+01:00",
        "2026-03-29T02:30:00+01:00, 2026-03-29T01:30:00Z, 2026-03-29T03:30:00.000+02:00",
        "2026-03-29T03:30:00+02:00, 2026-03-29T01:30:00Z, 2026-03-29T03:30:00.000+02:00",
        "2026-10-25T02:30:00+02:00, 2026-10-25T00:30:00Z, 2026-10-25T02:30:00.000+02:00",
        "2026-10-25T02:30:00+01:00, 2026-10-25T01:30:00Z, 2026-10-25T02:30:00.000+01:00",
        "2026-10-25T01:30:00Z,      2026-10-25T01:30:00Z, 2026-10-25T02:30:00.000+01:00",
        "2026-07-01T09:00:00.123456-04:00, 2026-07-01T13:00:00.123Z, 2026-07-01T15:00:00.123+02:00"
    })
    void keepTheInstantAndReadItInTheZone(String sent, Instant instant, String local) {
        InputCheck input = new InputCheck();
        Terms terms = new Terms(Terms.startsAt(sent, input), 30, "Europe/Paris", "Paris", null);
        input.done();
        UUID id = new UUID(0, 1);
        AppointmentView view =
                AppointmentView.of(id, id, AppointmentStatus.SCHEDULED, Response.NONE, terms, id, NOW, NOW, 0);
        assertThat(view.startsAt()).isEqualTo(instant);
        assertThat(view.startsAtLocal()).isEqualTo(local);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Paris", "America/New_York", "Asia/Kolkata", "UTC", "Etc/UTC"})
    void takeAZoneOfTheIanaList(String zone) {
        InputCheck input = new InputCheck();
        assertThat(Terms.timeZone(zone, input)).isEqualTo(zone);
        assertThatCode(input::done).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+02:00", "Z", "GMT+2", "UTC+1", "Etc/GMT-2", "CEST", "Europe/Nowhere", "europe/paris", ""})
    void refuseAFixedOffsetAndWhatIsNoZone(String zone) {
        InputCheck input = new InputCheck();
        Terms.timeZone(zone, input);
        assertThatThrownBy(input::done).isInstanceOf(InvalidInput.class);
    }

    @Test
    void lieInTheFutureWithinTwoYears() {
        assertThatCode(() -> Horizon.check(NOW.plusMillis(1), NOW)).doesNotThrowAnyException();
        assertThatCode(() -> Horizon.check(Instant.parse("2028-03-01T12:00:00Z"), NOW))
                .doesNotThrowAnyException();
        for (Instant refused : new Instant[] {NOW, NOW.minusSeconds(1), Instant.parse("2028-03-01T12:00:01Z")}) {
            assertThatThrownBy(() -> Horizon.check(refused, NOW)).isInstanceOf(InvalidInput.class);
        }
    }
}
