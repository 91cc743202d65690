package dev.parley.journal;

import dev.parley.tenancy.TenantTransactions;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.PlatformTransactionManager;

/// Turns the `Subscription` beans of a service into consumers.
@AutoConfiguration(
        after = {
            JournalAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class,
            KafkaAutoConfiguration.class,
            FlywayAutoConfiguration.class
        })
@EnableConfigurationProperties(ConsumerProperties.class)
public class ConsumerAutoConfiguration {
    @Bean
    EventReader eventReader(ObjectProvider<Subscription> subscriptions) {
        List<Subscription> all = subscriptions.orderedStream().toList();
        return new EventReader(all);
    }

    @Bean("journalInbox") // a service may well have an inbox of its own
    Inbox inbox(
            JdbcOperations jdbc,
            PlatformTransactionManager transactions,
            TenantTransactions tenants,
            @Value("${spring.application.name}") String group) {
        return new Inbox(jdbc, transactions, tenants, group);
    }

    @Bean
    DeadLetterStore deadLetterStore(JdbcOperations jdbc, @Value("${spring.application.name}") String group) {
        return new DeadLetterStore(jdbc, group);
    }

    @Bean
    DeadLetters deadLetters(DeadLetterStore store, Inbox inbox, EventReader reader) {
        return new DeadLetters(store, inbox, reader);
    }

    @Bean
    DeadLettersEndpoint deadLettersEndpoint(DeadLetters deadLetters) {
        return new DeadLettersEndpoint(deadLetters);
    }

    @Bean
    EventConsumers eventConsumers(
            EventReader reader,
            Inbox inbox,
            DeadLetterStore letters,
            ConsumerProperties properties,
            KafkaProperties kafka,
            JdbcOperations jdbc,
            @Value("${spring.application.name}") String group) {
        return new EventConsumers(reader, inbox, letters, properties, kafka, jdbc, group);
    }
}
