package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final class Wall extends Clock {
        private Instant now = Instant.parse("2026-11-20T09:15:30Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void beginsAtTheTimeOfDayAndGoesOnWhateverBecomesOfIt() {
        var wall = new Wall();
        Instant begin = wall.now;
        var steady = new SteadyClock(wall);
        wall.now = begin.minus(Duration.ofHours(2));

        Instant first = steady.instant();
        Instant second = steady.instant();

        assertThat(first).isBetween(begin, begin.plusSeconds(60));
        assertThat(second).isAfterOrEqualTo(first);
    }
}
