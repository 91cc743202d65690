package dev.parley.messaging.property;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.ConversationIds;
import dev.parley.messaging.Claims;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.Topics;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// What a page costs does not depend on how much stands on it.
@ServiceTest(
        database = "messaging_counting",
        properties = {
            "messaging.conversation.projection-wait=0s",
            "spring.kafka.consumer.group-id=messaging-counting",
        })
@Import(StatementCountIT.Counting.class)
class StatementCountIT {
    private static final int FEW = 2;
    private static final int MANY = 50;

    @Autowired
    Http http;

    @Autowired
    Topics topics;

    @Autowired
    JournalProbe journal;

    /// Counts the statements of requests; the scheduler and the consumers have other threads.
    @TestConfiguration(proxyBeanMethods = false)
    static class Counting implements BeanPostProcessor {
        static final AtomicInteger STATEMENTS = new AtomicInteger();

        @Bean
        static Counting countingOfStatements() {
            return new Counting();
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return name.equals("dataSource") && bean instanceof DataSource source
                    ? counted(DataSource.class, source)
                    : bean;
        }

        private static Object counted(Class<?> type, Object real) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                if (method.getName().startsWith("prepareStatement")
                        && Thread.currentThread().getName().matches("(http|tomcat).*")) {
                    STATEMENTS.incrementAndGet();
                }
                try {
                    Object result = method.invoke(real, arguments);
                    return result instanceof Connection ? counted(Connection.class, result) : result;
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
        }
    }

    @Test
    void asksAsManyThingsForFiftyRowsAsForTwo() {
        World world = World.of(ALICE, CHLOE, http, topics, journal);
        grow(world, FEW);
        Map<String, Integer> few = counts(world);
        assertThat(few.values()).allSatisfy(count -> assertThat(count).isPositive());
        grow(world, MANY);
        assertThat(counts(world)).isEqualTo(few);
    }

    private Map<String, Integer> counts(World world) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Cast person : List.of(ALICE, CHLOE)) {
            Http client = http.as(person);
            Map<String, String> ids = world.ids().getFirst();
            for (List<Endpoint> endpoints : List.of(Endpoint.aboutSomething(), Endpoint.aboutNothing())) {
                for (Endpoint endpoint : endpoints) {
                    boolean reads =
                            endpoint.method().equals("GET") || endpoint.path().matches(".*/(join|sync)");
                    boolean forbidden = person == ALICE && endpoint.path().matches("/canned.*|.*edits");
                    if (reads && !forbidden) {
                        int before = Counting.STATEMENTS.get();
                        Answer answer = client.send(endpoint.method(), endpoint.pathWith(ids), endpoint.bodyWith(ids));
                        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                        counts.put(person + " " + endpoint, Counting.STATEMENTS.get() - before);
                    }
                }
            }
        }
        return counts;
    }

    /// More of everything that a page can show.
    private void grow(World world, int rows) {
        Http staff = http.as(CHLOE);
        Http customer = http.as(ALICE);
        String conversation = "/api/v1/conversations/" + ConversationIds.ofClaim(world.claim());
        for (int i = 0; i < rows; i++) {
            UUID message = Lane.id(Claims.say(http, i % 2 == 0 ? ALICE : CHLOE, world.claim(), "leak " + i));
            done(staff.put("/api/v1/messages/" + message + "/reactions/%F0%9F%91%8D", null));
            done(http.as(i % 2 == 0 ? ALICE : CHLOE)
                    .patch("/api/v1/messages/" + message, Map.of("body", "leak edited " + i)));
            done(http.as(CHLOE).patch("/api/v1/messages/" + world.message(), Map.of("body", "leak edited " + i)));
            done((i % 2 == 0 ? staff : customer).post(conversation + "/read", Map.of()));
            Map<String, Object> group = Map.of("kind", "GROUP", "participantIds", List.of(ALICE.userId()));
            UUID made = Lane.id(done(staff.post("/api/v1/conversations", group)));
            done(staff.post("/api/v1/conversations/" + made + "/messages", Map.of("body", "leak in group")));
            Map<String, Object> reply = new HashMap<>(Endpoint.reply());
            reply.put("shortcut", "s" + UUID.randomUUID());
            done(staff.post("/api/v1/canned-replies", reply));
            if (i < 40) {
                Instant later = Instant.now().plus(3, ChronoUnit.DAYS);
                Map<String, Object> body = Map.of("claimId", world.claim(), "body", "later", "sendAt", later);
                done(staff.post("/api/v1/messages", body));
                done(customer.post("/api/v1/messages", body));
            }
        }
    }

    private static Answer done(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 202);
        return answer;
    }
}
