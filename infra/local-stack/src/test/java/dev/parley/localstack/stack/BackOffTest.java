package dev.parley.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private final BackOff backOff = new BackOff();

    @Test
    void doublesFromAFifthOfASecondToFiveSeconds() {
        assertThat(IntStream.range(0, 8)
                        .mapToObj(_ -> backOff.afterRunOf(Duration.ofSeconds(1)).toMillis()))
                .containsExactly(200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L);
    }

    @Test
    void startsFromTheBeginningAfterAStableMinute() {
        IntStream.range(0, 8).forEach(_ -> backOff.afterRunOf(Duration.ZERO));
        assertThat(backOff.afterRunOf(Duration.ofSeconds(60))).isEqualTo(Duration.ofMillis(200));
        assertThat(backOff.afterRunOf(Duration.ofSeconds(59))).isEqualTo(Duration.ofMillis(400));
    }
}
