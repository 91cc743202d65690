package dev.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ConsumerPropertiesTest {
    @Test
    void triesARecordForAFewSecondsByDefault() {
        ConsumerProperties defaults = bind(Map.of());
        assertThat(defaults.tries()).isEqualTo(5);
        assertThat(defaults.pauseAfter(1)).isEqualTo(Duration.ofMillis(200));
        assertThat(defaults.pauseAfter(4)).isEqualTo(Duration.ofMillis(1600));
        assertThat(defaults.concurrency()).isEqualTo(1);
        assertThat(defaults.batch()).isEqualTo(500);
        assertThat(defaults.fetchMin()).isEqualTo(DataSize.ofBytes(1));
        assertThat(defaults.remember()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void refusesToForgetEventsThatATopicStillHolds() {
        assertThatThrownBy(() -> bind(Map.of("journal.consumer.remember", "7d")))
                .rootCause()
                .hasMessageContaining("journal.consumer.remember");
    }

    @Test
    void refusesToWaitForMoreThanARequestCanHold() {
        assertThatThrownBy(() -> bind(Map.of("journal.consumer.fetch-min", "17MB")))
                .rootCause()
                .hasMessageContaining("journal.consumer.fetch-min");
    }

    @Test
    void refusesToBlockAPartitionForLong() {
        assertThatThrownBy(() -> bind(Map.of("journal.consumer.tries", "15")))
                .rootCause()
                .hasMessageContaining("journal.consumer.tries");
    }

    private static ConsumerProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("journal.consumer", ConsumerProperties.class);
    }
}
