package dev.parley.journal.relay;

import dev.parley.journal.JournalAutoConfiguration;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The relay and the tools of its repair. `journal.relay.enabled=false` leaves only a health entry that says so.
@AutoConfiguration(
        after = {JournalAutoConfiguration.class, KafkaAutoConfiguration.class, FlywayAutoConfiguration.class})
@EnableConfigurationProperties(RelayProperties.class)
public class RelayAutoConfiguration {
    @Bean
    HealthIndicator relayHealthIndicator(ObjectProvider<Relay> relay, ObjectProvider<RelayLag> lag) {
        @Nullable Relay running = relay.getIfAvailable();
        return new RelayHealth(running, lag.getIfAvailable());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "journal.relay.enabled", matchIfMissing = true)
    static class Enabled {
        @Bean
        RelayDatabase relayDatabase(RelayProperties properties) {
            return new RelayDatabase(properties);
        }

        @Bean
        RelayLag relayLag(Clock clock) {
            return new RelayLag(clock);
        }

        @Bean
        ReplicationSlot replicationSlot(RelayProperties properties, RelayDatabase database) {
            return new ReplicationSlot(database.dataSource(), properties.slot());
        }

        @Bean
        KafkaAccess relayKafkaAccess(KafkaProperties properties) {
            return new KafkaAccess(properties);
        }

        @Bean
        Relay relay(
                RelayProperties properties,
                ReplicationSlot slot,
                KafkaAccess kafka,
                RelayLag lag,
                @Value("${spring.application.name:unnamed}") String service) {
            return new Relay(properties, slot, kafka, lag, service);
        }

        @Bean
        GapScan gapScan(RelayDatabase database, KafkaAccess kafka, Clock clock) {
            return new GapScan(database.dataSource(), kafka, clock);
        }

        @Bean
        Republish republish(
                RelayDatabase database,
                KafkaAccess kafka,
                GapScan gapScan,
                @Value("${spring.application.name:unnamed}") String service) {
            return new Republish(database.dataSource(), kafka, gapScan, service);
        }

        @Bean
        RepairEndpoint repairEndpoint(
                Relay relay, RelayLag lag, ReplicationSlot slot, GapScan gapScan, Republish republish) {
            return new RepairEndpoint(relay, lag, slot, gapScan, republish);
        }
    }
}
