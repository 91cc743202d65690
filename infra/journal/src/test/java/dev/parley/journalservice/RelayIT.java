package dev.parley.journalservice;

import static dev.parley.journalservice.JournalService.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.Topic;
import dev.parley.testkit.Http;
import dev.parley.testkit.Servers;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class RelayIT {
    private static final Topic TOPIC = Topic.CONVERSATION_EVENTS;

    private final Topics topics = new Topics(Servers.kafkaBootstrap());
    private final TestDatabase database = TestDatabase.create("relay");
    private final UUID conversation = UUID.randomUUID();

    @AfterEach
    void removeTheDatabase() {
        database.close();
    }

    @Test
    void losesNoRowThatWasWrittenBeforeItsFirstStart() {
        try (var service = JournalService.start(database, "journal.relay.enabled=false")) {
            send(service, 1, 5);
        }
        // Others write to the same cluster meanwhile, so that its WAL goes on.
        database.execute("create table unrelated as select generate_series(1, 1000)");

        try (var service = JournalService.start(database)) {
            send(service, 6, 6);
            assertThat(seqs(6)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        }
    }

    @Test
    void goesOnWhereItStoppedAndRepeatsLittle() {
        try (var service = JournalService.start(database)) {
            send(service, 1, 20);
            assertThat(seqs(20)).hasSize(20);
        }
        try (var service = JournalService.start(database, "journal.relay.enabled=false")) {
            send(service, 21, 30);
        }
        try (var service = JournalService.start(database)) {
            send(service, 31, 31);
            await().atMost(Duration.ofSeconds(20)).until(() -> seqs(1).contains(31L));
        }
        assertThat(seqs(31).stream().distinct())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 31).boxed().toList());
    }

    /// What is not confirmed keeps WAL on the disk, and past `max_slot_wal_keep_size` PostgreSQL takes the slot away.
    @Test
    void confirmsToTheSlotWhatItHasRelayedAndWhatOthersWrote() {
        try (var service = JournalService.start(database, "journal.relay.heartbeat-interval=1s")) {
            send(service, 1, 20);
            assertThat(seqs(20)).hasSize(20);
            database.execute("create table unrelated as select generate_series(1, 20000)");
            Object end = database.rows("select pg_current_wal_lsn()::text as lsn")
                    .getFirst()
                    .get("lsn");
            await("the slot moves past what was written")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !database.rows(
                                    "select 1 from pg_replication_slots where slot_name = current_database() || '_relay'"
                                            + " and confirmed_flush_lsn >= ?::pg_lsn",
                                    end)
                            .isEmpty());
        }
    }

    @Test
    void letsAnotherReplicaStandByAndTakeOver() {
        var first = JournalService.start(database);
        try (var second = JournalService.start(database)) {
            awaitState(first, "RUNNING");
            awaitState(second, "STANDBY");
            assertThat(health(second).path("status").asString()).isEqualTo("UP");

            first.close();
            awaitState(second, "RUNNING");
            send(second, 1, 3);
            assertThat(seqs(3)).containsExactly(1L, 2L, 3L);
        } finally {
            first.close();
        }
    }

    @Test
    void stopsLoudlyWhenTheSlotIsDroppedAndIsRepairedByRepublishing(CapturedOutput output) {
        Instant start = Instant.now().minusSeconds(60);
        try (var service = JournalService.start(database)) {
            send(service, 1, 2);
            assertThat(seqs(2)).hasSize(2);

            dropSlot();
            awaitState(service, "LOST");
            send(service, 3, 5);
            var health = health(service);
            assertThat(health.path("status").asString()).isEqualTo("DOWN");
            assertThat(health.toString()).contains("/journal/republish").contains("does not exist");
            assertThat(readiness(service)).isEqualTo(503);
            assertThat(output).contains("The relay stopped").contains("/journal/republish");

            assertRepair(service, start, 5);
        }
    }

    @Test
    void stopsLoudlyWhenSomebodyMadeTheSlotAnewWhileItWasDown() {
        Instant start = Instant.now().minusSeconds(60);
        try (var service = JournalService.start(database)) {
            send(service, 1, 2);
            assertThat(seqs(2)).hasSize(2);
        }
        dropSlot();
        try (var service = JournalService.start(database, "journal.relay.enabled=false")) {
            send(service, 3, 4);
        }
        database.execute("select pg_create_logical_replication_slot(current_database() || '_relay', 'pgoutput')");

        try (var service = JournalService.start(database)) {
            awaitState(service, "LOST");
            send(service, 5, 5);
            assertThat(health(service).toString()).contains("made anew");
            assertRepair(service, start, 5);
        }
    }

    private void assertRepair(ConfigurableApplicationContext service, Instant since, int all) {
        Http management = management(service);
        assertThat(management.post("/journal/recreate-slot", Map.of()).status()).isEqualTo(200);
        awaitState(service, "RUNNING");
        var gap = management.post("/journal/gap-scan", Map.of("since", since.toString()));
        assertThat(gap.json().path("missing").asInt()).as(gap.toString()).isEqualTo(all - 2);
        var sent = management.post("/journal/republish", Map.of("since", since.toString()));
        assertThat(sent.json().path("sent").asInt()).as(sent.toString()).isEqualTo(all - 2);
        assertThat(management
                        .post("/journal/gap-scan", Map.of("since", since.toString()))
                        .json()
                        .path("missing")
                        .asInt())
                .isZero();
        assertThat(seqs(all))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, all).boxed().toList());
        assertThat(readiness(service)).isEqualTo(200);

        send(service, all + 1, all + 1);
        assertThat(seqs(all + 1)).contains((long) all + 1);
        assertThat(management.post("/journal/recreate-slot", Map.of()).status())
                .as("a slot in good order is left alone")
                .isGreaterThanOrEqualTo(400);

        long before = seqs(1).size();
        assertThat(management
                        .post("/journal/republish", Map.of("key", conversation))
                        .json()
                        .path("sent")
                        .asInt())
                .isEqualTo(all + 1);
        assertThat(seqs(1)).hasSize((int) before + all + 1);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                database.rows("select seq from effect where key = ? order by seq", conversation))
                        .as("consumers are unmoved by repeats")
                        .hasSize(all + 1));
    }

    private void dropSlot() {
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            database.execute(
                    "select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = ?"
                            + " and active",
                    database.name() + "_relay");
            database.execute("select pg_drop_replication_slot(?)", database.name() + "_relay");
            return true;
        });
    }

    private void send(ConfigurableApplicationContext service, int from, int to) {
        for (long seq = from; seq <= to; seq++) {
            service.getBean(JournalService.Desk.class).send(message("acme", conversation, seq, "m" + seq));
        }
    }

    private List<Long> seqs(int atLeast) {
        return topics.await(TOPIC, conversation, atLeast).stream()
                .map(one -> one.json().path("seq").asLong())
                .toList();
    }

    private static Http management(ConfigurableApplicationContext service) {
        return Http.to(() -> service.getEnvironment().getRequiredProperty("local.management.port", Integer.class));
    }

    private static tools.jackson.databind.JsonNode health(ConfigurableApplicationContext service) {
        return management(service)
                .get("/health/readiness")
                .json()
                .path("components")
                .path("relay");
    }

    private static int readiness(ConfigurableApplicationContext service) {
        return management(service).get("/health/readiness").status();
    }

    private static void awaitState(ConfigurableApplicationContext service, String state) {
        await(state)
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(management(service)
                                .get("/journal")
                                .json()
                                .path("state")
                                .asString())
                        .isEqualTo(state));
    }
}
