package dev.parley.gateway.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class LivenessConfigurationTest {
    @Test
    void letsNoSignalOvertakeAnother() {
        assertThat(LivenessConfiguration.settings("127.0.0.1:1"))
                .containsEntry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    }
}
