package dev.parley.gateway.liveness;

import dev.parley.gateway.GatewayProperties;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LivenessConfiguration {
    @Bean
    Signals signals(GatewayProperties gateway, Clock clock, MeterRegistry meters) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        Signals signals = new Signals(new KafkaProducer<>(settings(gateway.kafkaBootstrap()), bytes, bytes), clock);
        FunctionCounter.builder("parley.gateway.signals.dropped", signals, Signals::dropped)
                .description("Signals about sessions, typing and profiles given up because too many were waiting")
                .register(meters);
        return signals;
    }

    /// `max.block.ms` is short because one thread publishes everything; `delivery.timeout.ms` is
    /// long so that a session signal survives an outage of the brokers. One request at a time: of
    /// two that are sent while a broker comes back it may refuse the first and take the second, and
    /// a session would begin after its end.
    static Map<String, Object> settings(String bootstrap) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.CLIENT_ID_CONFIG,
                "gateway-signals",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                1_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                3_600_000,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                4L * 1024 * 1024,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000);
    }

    @Bean
    Seats seats(GatewayProperties gateway) {
        return new Seats(gateway.sockets().sessionsPerUser());
    }

    /// As many as there are tokens remembered.
    @Bean
    Profiles profiles(GatewayProperties gateway, Signals signals) {
        return new Profiles(signals, gateway.token().cacheSize());
    }
}
