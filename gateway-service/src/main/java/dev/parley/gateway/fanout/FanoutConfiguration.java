package dev.parley.gateway.fanout;

import dev.parley.contracts.Topic;
import dev.parley.gateway.GatewayProperties;
import dev.parley.gateway.SteadyClock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FanoutConfiguration {
    @Bean
    Hubs hubs(SteadyClock steady) {
        return new Hubs(steady);
    }

    @Bean
    EventFeed eventFeed(GatewayProperties gateway, Hubs hubs, Clock clock, MeterRegistry meters) {
        Map<String, Object> settings = Map.ofEntries(
                Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, gateway.kafkaBootstrap()),
                Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, "gateway-feed"),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                // A lost position is our decision, see EventFeed; "earliest" would replay days, "latest" skip silently.
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
                Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                Map.entry(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000),
                Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024),
                Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000),
                Map.entry(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false));
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        EventFeed feed = new EventFeed(
                () -> new KafkaConsumer<>(settings, bytes, bytes),
                () -> topicIds(gateway.kafkaBootstrap()),
                new EventDecoder(clock, hubs::isInboxWatched),
                hubs,
                clock);
        FunctionCounter.builder("parley.gateway.events.read", feed, EventFeed::read)
                .description("Records read from Kafka")
                .register(meters);
        FunctionCounter.builder("parley.gateway.events.refused", feed, EventFeed::refused)
                .description("Records that nobody may hear about: unreadable, or not from the topic's owner")
                .register(meters);
        return feed;
    }

    /// A client for one question: it is asked at start and after a broker was away.
    private static Map<String, Uuid> topicIds(String bootstrap) {
        List<String> names = EventFeed.TOPICS.stream().map(Topic::topicName).toList();
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                3_000);
        try (Admin admin = Admin.create(settings)) {
            Map<String, Uuid> ids = new HashMap<>();
            admin.describeTopics(names)
                    .allTopicNames()
                    .get()
                    .forEach((name, description) -> ids.put(name, description.topicId()));
            return ids;
        } catch (ExecutionException e) {
            throw new KafkaException("topic ids unknown", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /// Part of readiness: no socket is promised completeness before every position is fixed.
    @Bean
    HealthIndicator eventFeedHealthIndicator(EventFeed feed) {
        return () ->
                feed.isReady() ? Health.up().build() : Health.outOfService().build();
    }
}
