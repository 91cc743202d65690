package dev.parley.journalservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.Topic;
import dev.parley.testkit.Topics;
import dev.parley.testkit.Topics.Published;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// PostgreSQL, Kafka and the service are processes of their own here, and are killed while facts are appended.
class FaultsIT {
    /// Includes the start of a JVM on a machine that is busy with other tests.
    private static final Duration HEALED = Duration.ofSeconds(90);

    private Processes processes;

    @BeforeEach
    void startEverything() throws IOException {
        processes = Processes.start();
    }

    @AfterEach
    void stopEverything() {
        processes.close();
    }

    @Test
    void losesNothingAndDoublesNoEffectWhenTheServiceKafkaAndPostgresAreKilled() throws Exception {
        processes.startService();
        try (var writer = new FactWriter(processes)) {
            awaitPublished(100);

            processes.killService();
            awaitWritten(writer, 100);
            processes.startService();
            awaitPublished(writer.written());

            processes.killKafka();
            awaitWritten(writer, 100);
            processes.startKafka();
            awaitPublished(writer.written());

            processes.killPostgres();
            processes.startPostgres();
            awaitWritten(writer, 100);
            awaitPublished(writer.written());

            processes.killService();
            processes.killKafka();
            processes.killPostgres();
            processes.startPostgres();
            processes.startKafka();
            processes.startService();
            awaitWritten(writer, 100);
        }
        Set<UUID> journal = journalIds();
        await().atMost(HEALED).untilAsserted(() -> assertThat(publishedIds()).isEqualTo(journal));
        await().atMost(HEALED).untilAsserted(() -> assertThat(effects()).hasSize(journal.size()));
        assertThat(effects()).doesNotHaveDuplicates();
        assertThat(count("select count(*) from dead_letter")).isZero();
        assertEachKeyIsInOrder();
    }

    @Test
    void stopsLoudlyWhenTheServerInvalidatedTheSlotAndIsRepaired() throws Exception {
        processes.startService();
        try (var writer = new FactWriter(processes)) {
            awaitPublished(20);
        }
        processes.killService();
        for (int i = 0; i < 6; i++) {
            execute("create table filler_" + i + " as select repeat('x', 1000) as x from generate_series(1, 20000)");
            execute("select pg_switch_wal()");
        }
        await().atMost(HEALED).until(() -> {
            execute("checkpoint");
            return count("select count(*) from pg_replication_slots where wal_status = 'lost'") == 1;
        });

        processes.startService();
        var management = processes.management();
        await().atMost(HEALED)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(management.get("/health/readiness").text())
                                .contains("max_slot_wal_keep_size")
                                .contains("DOWN"));
        try (var writer = new FactWriter(processes)) {
            awaitWritten(writer, 20);
        }
        String since = java.time.Instant.now().minusSeconds(600).toString();
        assertThat(management.post("/journal/recreate-slot", Map.of()).status()).isEqualTo(200);
        assertThat(management
                        .post("/journal/republish", Map.of("since", since))
                        .json()
                        .path("sent")
                        .asInt())
                .isGreaterThanOrEqualTo(20);
        try (var writer = new FactWriter(processes)) {
            awaitWritten(writer, 20);
        }
        await().atMost(HEALED).untilAsserted(() -> assertThat(publishedIds()).isEqualTo(journalIds()));
        assertThat(management.get("/health/readiness").status()).isEqualTo(200);
    }

    @Test
    void fillsATopicAgainWhenKafkaLostEverything() throws Exception {
        processes.startService();
        try (var writer = new FactWriter(processes)) {
            awaitPublished(50);
        }
        await().atMost(HEALED).untilAsserted(() -> assertThat(publishedIds()).isEqualTo(journalIds()));
        Set<UUID> journal = journalIds();
        await().atMost(HEALED).untilAsserted(() -> assertThat(effects()).hasSize(journal.size()));

        processes.killKafka();
        processes.deleteKafka();
        processes.startKafka();
        await().atMost(HEALED).ignoreExceptions().until(() -> publishedIds().isEmpty());

        String since = java.time.Instant.now().minusSeconds(600).toString();
        var sent = processes.management().post("/journal/republish", Map.of("since", since));
        // The relay itself repeats what it sent after the position that it last stored: that is not missing any more.
        assertThat(sent.json().path("sent").asInt()).as(sent.toString()).isBetween(1, journal.size());
        assertThat(publishedIds()).isEqualTo(journal);
        try (var writer = new FactWriter(processes)) {
            awaitWritten(writer, 50);
        }
        await().atMost(HEALED)
                .untilAsserted(() -> assertThat(effects()).hasSize(journalIds().size()));
        assertThat(effects()).doesNotHaveDuplicates();
        assertThat(publishedIds()).isEqualTo(journalIds());
    }

    private void awaitWritten(FactWriter writer, long more) {
        long wanted = writer.written() + more;
        await().atMost(HEALED).until(() -> writer.written() >= wanted);
    }

    private void awaitPublished(long count) {
        await().atMost(HEALED).ignoreExceptions().until(() -> publishedIds().size() >= count);
    }

    private Set<UUID> publishedIds() {
        return published().stream().map(Published::id).collect(Collectors.toSet());
    }

    private List<Published> published() {
        return new Topics(processes.bootstrap()).read(Topic.CONVERSATION_EVENTS);
    }

    private void assertEachKeyIsInOrder() {
        Map<String, List<Long>> first = new LinkedHashMap<>();
        Map<String, Set<UUID>> seen = new HashMap<>();
        published().stream()
                .sorted(Comparator.comparing(Published::partition).thenComparing(Published::offset))
                .filter(one -> seen.computeIfAbsent(one.key(), _ -> new java.util.HashSet<>())
                        .add(one.id()))
                .forEach(one -> first.computeIfAbsent(one.key(), _ -> new ArrayList<>())
                        .add(one.json().path("seq").asLong()));
        assertThat(first)
                .isNotEmpty()
                .allSatisfy((key, seqs) ->
                        assertThat(seqs).as("repeats apart, " + key).isSorted());
    }

    private Set<UUID> journalIds() {
        return query("select id::text from journal").stream()
                .map(UUID::fromString)
                .collect(Collectors.toSet());
    }

    private List<String> effects() {
        return query("select key || ':' || seq from effect");
    }

    private long count(String sql) {
        return Long.parseLong(query(sql).getFirst());
    }

    private List<String> query(String sql) {
        try (Connection connection = processes.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = processes.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
