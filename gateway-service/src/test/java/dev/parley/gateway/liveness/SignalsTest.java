package dev.parley.gateway.liveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class SignalsTest {
    /// A clock that stands still is one that was set back by as much as passes.
    @Test
    void saysThatTheGatewayLivesHoweverTheClockIsSet() {
        var producer = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        var signals = new Signals(producer, Clock.fixed(Instant.parse("2026-11-20T09:15:30Z"), ZoneOffset.UTC));
        signals.start();
        try {
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(producer.history()).hasSizeGreaterThanOrEqualTo(2));
        } finally {
            signals.stop();
        }

        assertThat(producer.history())
                .allSatisfy(sent -> assertThat(sent.topic()).isEqualTo(Topic.SESSION_EVENTS.topicName()));
    }
}
