package dev.parley.messaging.property;

import static dev.parley.testkit.Cast.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.ConversationIds;
import dev.parley.messaging.Claims;
import dev.parley.messaging.MessagingService;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.Servers;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.TestTokens;
import dev.parley.testkit.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// One key is one message: at once, afterwards, and after a restart.
@PropertyTest
class SameKeyAtOnceIT {
    private static final int KEYS = 100;
    private static final int AT_ONCE = 40;
    private static final int BUSY = 503;

    @Autowired
    Http http;

    @Autowired
    Topics topics;

    @Autowired
    JournalProbe journal;

    @Autowired
    TestDatabase database;

    private Http alice;
    private UUID claim;
    private UUID conversation;

    @BeforeEach
    void submitAClaim() {
        alice = http.as(ALICE);
        claim = new Claims(topics, journal).submittedBy(ALICE, Claims.oldId());
        conversation = ConversationIds.ofClaim(claim);
    }

    @Test
    void storesOneMessageForEachKeyAndAnswersAlikeAlsoAfterARestart() throws InterruptedException, ExecutionException {
        Map<UUID, String> first = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < KEYS; i++) {
                UUID key = UUID.randomUUID();
                Map<String, Object> body = said("text of " + key);
                Callable<Answer> send = () -> taken(alice, key, body);
                List<Answer> answers = new ArrayList<>();
                for (Future<Answer> answer : threads.invokeAll(Collections.nCopies(AT_ONCE, send))) {
                    answers.add(answer.get());
                }
                assertThat(answers).extracting(Answer::status).containsOnly(201);
                assertThat(answers)
                        .extracting(Answer::text)
                        .containsOnly(answers.getFirst().text());
                assertThat(answers)
                        .filteredOn(
                                answer -> answer.header("Idempotency-Replayed").isEmpty())
                        .hasSize(1);
                first.put(key, answers.getFirst().text());
            }
        }
        assertThat(database.rows("select seq from message where conversation_id = ? order by seq", conversation))
                .extracting(row -> row.get("seq"))
                .containsExactlyElementsOf(new ArrayList<Object>(
                        LongStream.rangeClosed(2, KEYS + 2).boxed().toList()));
        isStillSo(alice, first);
        try (ConfigurableApplicationContext again = restarted()) {
            int port = again.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            isStillSo(Http.to(() -> port).as(ALICE), first);
        }
        assertThat(database.rows("select 1 from message where conversation_id = ?", conversation))
                .hasSize(KEYS + 1);
    }

    private void isStillSo(Http service, Map<UUID, String> first) {
        first.forEach((key, answer) -> {
            Answer again = taken(service, key, said("text of " + key));
            assertThat(again.text()).isEqualTo(answer);
            assertThat(again.header("Idempotency-Replayed")).contains("true");
            Answer other = taken(service, key, said("another text"));
            assertThat(other.status()).isEqualTo(409);
            assertThat(other.problem()).isEqualTo("idempotency-key-reused");
        });
    }

    @Test
    void refusesAKeyOfALaterSendForOneNowAndTheOtherWayRound() {
        UUID later = UUID.randomUUID();
        Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
        Answer scheduled = taken(alice, later, said("same words", tomorrow));
        assertThat(scheduled.status()).isEqualTo(202);
        assertThat(taken(alice, later, said("same words", tomorrow)).text()).isEqualTo(scheduled.text());
        assertThat(taken(alice, later, said("same words")).problem()).isEqualTo("idempotency-key-reused");
        assertThat(taken(alice, later, said("same words", tomorrow.plusSeconds(1)))
                        .problem())
                .isEqualTo("idempotency-key-reused");
        UUID now = UUID.randomUUID();
        assertThat(taken(alice, now, said("same words")).status()).isEqualTo(201);
        assertThat(taken(alice, now, said("same words", tomorrow)).problem()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void sendsOneMessageForAKeyThatComesNowAndForLaterAtOnce() throws InterruptedException, ExecutionException {
        Instant soon = Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.MILLIS);
        List<UUID> keys = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                UUID key = UUID.randomUUID();
                keys.add(key);
                List<Callable<Answer>> both = new ArrayList<>();
                for (int j = 0; j < 5; j++) {
                    both.add(() -> taken(alice, key, said("once", soon)));
                    both.add(() -> taken(alice, key, said("once")));
                }
                for (Future<Answer> answer : threads.invokeAll(both)) {
                    assertThat(answer.get().status())
                            .as(answer.get().toString())
                            .isIn(201, 202, 409);
                }
            }
        }
        await("every later send is sent or cancelled")
                .atMost(Duration.ofSeconds(30))
                .until(() -> database.rows(
                                "select 1 from scheduled_message where conversation_id = ? and status = 'WAITING'",
                                conversation)
                        .isEmpty());
        for (UUID key : keys) {
            assertThat(database.rows("select 1 from message where client_key = ?", key))
                    .as("messages of " + key)
                    .hasSize(1);
        }
    }

    /// The answer once the service is not busy.
    private static Answer taken(Http service, UUID key, Map<String, Object> body) {
        Answer answer;
        do {
            answer = service.with("Idempotency-Key", key).post("/api/v1/messages", body);
        } while (answer.status() == BUSY);
        return answer;
    }

    private Map<String, Object> said(String text) {
        return Map.of("claimId", claim, "body", text);
    }

    private Map<String, Object> said(String text, Instant at) {
        return Map.of("claimId", claim, "body", text, "sendAt", at);
    }

    /// Another process of the service, as far as the database can tell.
    private ConfigurableApplicationContext restarted() {
        Map<String, Object> environment = new LinkedHashMap<>(database.environment());
        environment.put("PARLEY_KAFKA_BOOTSTRAP", Servers.kafkaBootstrap());
        environment.put("PARLEY_ISSUER", TestTokens.ISSUER);
        environment.put("PARLEY_JWKS_URI", TestTokens.jwksUri());
        environment.put("PARLEY_CURSOR_SECRET", "a secret of the tests, 32 bytes at least");
        environment.put("server.port", 0);
        environment.put("management.server.port", 0);
        environment.put("journal.relay.enabled", false);
        environment.put("spring.kafka.consumer.group-id", "messaging-restarted");
        return new SpringApplicationBuilder(MessagingService.class)
                .run(environment.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }
}
