package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdlenessTest {
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    /// Those who came back together after a restart.
    @Test
    void letsSessionsOfTheSameMomentFallIdleAtDifferentOnes() {
        List<Long> after = Stream.generate(ids::generate)
                .limit(10_000)
                .map(id -> Idleness.idleAfter(Duration.ofMinutes(5), id))
                .toList();
        Map<Long, Long> perSecond =
                after.stream().collect(Collectors.groupingBy(millis -> millis / 1_000, Collectors.counting()));
        assertThat(after).allSatisfy(millis -> assertThat(millis).isBetween(300_000L, 330_000L));
        assertThat(perSecond.values()).allSatisfy(count -> assertThat(count).isLessThan(600));
        assertThat(after.stream().distinct().count()).isGreaterThan(5_000);
    }

    @Test
    void knowsTheShortestTimeToo() {
        assertThat(Idleness.idleAfter(Duration.ofMillis(1), ids.generate())).isEqualTo(1);
    }
}
