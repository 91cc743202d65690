package dev.parley.journalservice;

import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.journal.Fact;
import dev.parley.journal.Journal;
import dev.parley.journal.Subscription;
import dev.parley.tenancy.TenantScope;
import dev.parley.testkit.Servers;
import dev.parley.testkit.TestDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Appends messages and, as the consumer of its own events, writes each of them into `effect`. A message
/// whose body is in [#POISON] cannot be handled.
@SpringBootApplication
public class JournalService {
    public static final Set<String> POISON = ConcurrentHashMap.newKeySet();

    public static void main(String... arguments) {
        new SpringApplicationBuilder(JournalService.class).run(arguments);
    }

    /// A service of its own name, so that its consumer group is nobody else's.
    public static ConfigurableApplicationContext start(TestDatabase database, String... properties) {
        Map<String, Object> environment = new LinkedHashMap<>(database.environment());
        environment.put("PARLEY_KAFKA_BOOTSTRAP", Servers.kafkaBootstrap());
        return start(environment, "journal-" + database.name(), properties);
    }

    public static ConfigurableApplicationContext start(
            Map<String, Object> environment, String name, String... properties) {
        var arguments = new java.util.ArrayList<String>();
        environment.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        arguments.add("--spring.application.name=" + name);
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return new SpringApplicationBuilder(JournalService.class).run(arguments.toArray(String[]::new));
    }

    @Bean
    Subscription messages(JdbcClient jdbc) {
        return Subscription.to(Topic.CONVERSATION_EVENTS).on(MessageSent.class, message -> {
            jdbc.sql("insert into effect (tenant, key, seq, body) values (?, ?, ?, ?)")
                    .params(TenantScope.required(), message.conversationId(), message.seq(), message.body())
                    .update();
            if (POISON.contains(message.body())) {
                throw new IllegalArgumentException("cannot handle " + message.body());
            }
        });
    }

    @Bean
    Desk desk(Journal journal, TransactionTemplate transactions) {
        return new Desk(journal, transactions);
    }

    /// Where tests hand in their messages.
    public record Desk(Journal journal, TransactionTemplate transactions) {
        public void send(MessageSent... messages) {
            TenantScope.run(messages[0].tenant(), () -> transactions.executeWithoutResult(_ -> append(messages)));
        }

        public void sendAndRollBack(MessageSent... messages) {
            TenantScope.run(
                    messages[0].tenant(),
                    () -> transactions.executeWithoutResult(transaction -> {
                        append(messages);
                        transaction.setRollbackOnly();
                    }));
        }

        private void append(MessageSent... messages) {
            journal.append(List.of(messages).stream().map(Desk::fact).toList());
        }

        private static Fact fact(MessageSent message) {
            return new Fact(message.conversationId(), message.seq(), message.senderId(), message.createdAt(), message);
        }
    }

    public static MessageSent message(String tenant, UUID conversation, long seq, String body) {
        UUID sender = UUID.nameUUIDFromBytes(tenant.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new MessageSent(
                tenant,
                conversation,
                seq,
                UUID.randomUUID(),
                null,
                "TEXT",
                sender,
                "Alice Martin",
                "CUSTOMER",
                null,
                body,
                null,
                UUID.randomUUID(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                List.of(sender),
                null);
    }
}
