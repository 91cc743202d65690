package dev.parley.localstack.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Catalogue;
import dev.parley.localstack.FreePorts;
import dev.parley.localstack.fill.FillPeople.Person;
import dev.parley.localstack.postgres.DatabaseRoles;
import dev.parley.localstack.postgres.Databases;
import dev.parley.localstack.postgres.PostgresConfig;
import dev.parley.localstack.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Fills a database that messaging's own migrations have made.
class FillIT {
    private static final Path REPOSITORY = Path.of("../..");
    private static final DatabaseRoles MESSAGING = DatabaseRoles.forTests("messaging");
    private static final int MESSAGES = 21_000;
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final FillPeople PEOPLE =
            new FillPeople(people("CUSTOMER", 1, 40), people("AGENT", 2, 6), person("AGENT", 3, 1));

    private static PostgresServer server;
    private static long messagesAtFirst;
    private static long conversationsAtFirst;

    @BeforeAll
    static void fillOnce(@TempDir Path folder) throws Exception {
        server = PostgresServer.start(PostgresConfig.in(folder, FreePorts.next()));
        Databases.provision(server, MESSAGING);
        migrate("infra/journal/src/main/resources/dev/parley/journal/migration");
        migrate("infra/journal/src/main/resources/dev/parley/journal/relay-migration");
        migrate("messaging-service/src/main/resources/db/migration");
        fill(FillPlan.of(MESSAGES, 300, 1, NOW));
        messagesAtFirst = number("select count(*) from message");
        conversationsAtFirst = number("select count(*) from conversation");
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void storesAsManyMessagesAsAskedAndLeavesTheDatabaseInOrder() throws SQLException {
        try (Connection connection = server.connect("messaging")) {
            assertThat(Invariants.broken(connection)).isEmpty();
        }
        assertThat(messagesAtFirst).isEqualTo(MESSAGES);
        assertThat(conversationsAtFirst).isEqualTo(600);
        assertThat(number("select max(last_seq) from conversation")).isGreaterThan(500);
        for (String changed : List.of("edited_at", "withdrawn_at", "reply_to_id")) {
            assertThat(number("select count(" + changed + ") from message"))
                    .as(changed)
                    .isPositive();
        }
        assertThat(number("select count(*) from reaction")).isPositive();
    }

    @Test
    void findsWhatIsBroken() throws SQLException {
        try (Connection connection = server.connect("messaging");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("update conversation set last_seq = last_seq + 1 where kind = 'INTERNAL'");
            assertThat(Invariants.broken(connection)).anyMatch(sentence -> sentence.startsWith("seq has no hole"));
            connection.rollback();
            statement.execute(
                    "delete from message_words where message_id = (select max(message_id::text)::uuid from message_words)");
            assertThat(Invariants.broken(connection))
                    .containsExactly("a text has words unless it was withdrawn: 1 exceptions");
            connection.rollback();
        }
    }

    @Test
    void publishesNothingOfThePastAndEverythingOfThePresent() throws SQLException {
        assertThat(published()).isZero();
        try (Connection connection = server.connect("messaging");
                QuietPublication quiet = new QuietPublication(connection, NOW)) {
            fact(connection, "2026-11-25T11:59:59Z");
            fact(connection, "2026-11-25T12:00:01Z");
        }
        assertThat(published()).isEqualTo(1);
        try (Connection connection = server.connect("messaging")) {
            fact(connection, "2026-11-25T11:59:59Z");
        }
        assertThat(published()).isEqualTo(2);
        number("select count(*) from pg_logical_slot_get_binary_changes('messaging_relay', null, null,"
                + " 'proto_version', '1', 'publication_names', 'parley_journal')");
        try (Connection connection = server.connect("messaging");
                Statement statement = connection.createStatement()) {
            statement.execute("delete from journal where type = 'test'");
        }
    }

    @Test
    void writesPayloadsThatTheServicesCanRead() throws SQLException {
        JsonMapper json = JsonMapper.builder().build();
        try (Connection connection = server.connect("messaging");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select type, payload from journal where type <> 'test'")) {
            while (row.next()) {
                json.readValue(
                        row.getString(2), Catalogue.recordOf(row.getString(1)).orElseThrow());
            }
        }
    }

    @Test
    void findsTheFrequentWordOftenAndFoldsAccents() throws SQLException {
        String found = "select count(*) from message_words where words @@ websearch_to_tsquery('parley_fr', '%s')";
        assertThat(number(found.formatted(Vocabulary.FREQUENT))).isBetween(MESSAGES / 20L, MESSAGES / 2L);
        assertThat(number(found.formatted("deshumidificateur"))).isBetween(1L, 30L);
        assertThat(Vocabulary.size()).isBetween(1_800, 2_600);
    }

    @Test
    void addsToWhatIsThereAndRemovesWhatAKilledFillHasLeft() throws Exception {
        long before = number("select count(*) from message");
        UUID nobodys = UUID.fromString("01900000-0000-7000-8000-000000000001");
        try (Connection connection = server.connect("messaging");
                Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute("""
                    insert into message (id, tenant, conversation_id, seq, kind, body, content_hash, created_at)
                    values ('%1$s', 'acme', '%1$s', 1, 'SYSTEM', 'left behind', '', '2020-01-01')""".formatted(nobodys));
        }
        fill(FillPlan.of(1_000, 20, 2, NOW));
        assertThat(number("select count(*) from message where claim_id is null"))
                .isZero();
        assertThat(number("select count(*) from message")).isEqualTo(before + 1_000);
        try (Connection connection = server.connect("messaging");
                Statement statement = connection.createStatement()) {
            assertThat(Invariants.broken(connection)).isEmpty();
        }
    }

    private static void fill(FillPlan plan) throws SQLException, InterruptedException {
        try (Connection copying = superuser();
                Connection indexing = superuser()) {
            copying.setAutoCommit(false);
            new Fill(plan, PEOPLE).into(copying, indexing, _ -> {});
        }
    }

    private static Connection superuser() throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl("messaging"), "postgres", server.config().password());
    }

    private static void migrate(String folder) throws IOException, SQLException {
        try (Stream<Path> files = Files.list(REPOSITORY.resolve(folder));
                Connection owner = DriverManager.getConnection(
                        server.jdbcUrl("messaging"), MESSAGING.owner(), MESSAGING.ownerPassword());
                Statement statement = owner.createStatement()) {
            for (Path file : files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList()) {
                statement.execute(Files.readString(file));
            }
        }
    }

    private static long published() throws SQLException {
        return number("select count(*) from pg_logical_slot_peek_binary_changes('messaging_relay', null, null,"
                + " 'proto_version', '1', 'publication_names', 'parley_journal') where get_byte(data, 0) = ascii('I')");
    }

    private static void fact(Connection connection, String occurredAt) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into journal (id, topic, key, type, tenant, occurred_at, payload)
                    values (gen_random_uuid(), 'test', gen_random_uuid(), 'test', 'acme', '%s', '{}')""".formatted(occurredAt));
        }
    }

    private static long number(String query) throws SQLException {
        try (Connection connection = server.connect("messaging");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<Person> people(String role, int kind, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> person(role, kind, number))
                .toList();
    }

    private static Person person(String role, int kind, int number) {
        return new Person(
                new UUID(0x0192_0000_0000_7000L | kind, 0x8000_0000_0000_0000L | number), role, "Bench " + number);
    }
}
