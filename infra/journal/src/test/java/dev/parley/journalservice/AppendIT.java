package dev.parley.journalservice;

import static dev.parley.journalservice.JournalService.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.journal.Fact;
import dev.parley.journal.Journal;
import dev.parley.tenancy.TenantScope;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.Topics;
import dev.parley.testkit.Topics.Published;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@ServiceTest(database = "append")
class AppendIT {
    @Autowired
    JournalService.Desk desk;

    @Autowired
    Journal journal;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Topics topics;

    @Autowired
    JournalProbe probe;

    @Autowired
    TestDatabase database;

    private final UUID conversation = UUID.randomUUID();

    @Test
    void publishesTheExactBytesWithTheHeadersOfCloudEvents() {
        MessageSent sent = message("acme", conversation, 1, "Ça marche, \"même\" avec \\ et 🚗 \u0000");
        String trace = "0af7651916cd43dd8448eb211c80319c";
        try (var _ = MDC.putCloseable("traceId", trace);
                var _ = MDC.putCloseable("spanId", "b7ad6b7169203331")) {
            desk.send(sent);
        }

        Published published =
                topics.await(Topic.CONVERSATION_EVENTS, conversation, 1).getFirst();

        JournalProbe.Appended row = probe.of(conversation).getFirst();
        assertThat(row.as(MessageSent.class)).isEqualTo(sent);
        assertThat(published.value()).isEqualTo(row.payload());
        assertThat(published.id()).isEqualTo(row.id());
        assertThat(row.id().version()).isEqualTo(7);
        assertThat(published.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_type", "message.sent.v1")
                .containsEntry("ce_source", "messaging-service")
                .containsEntry("ce_subject", conversation.toString())
                .containsEntry("ce_tenant", "acme")
                .containsEntry("content-type", "application/json")
                .containsEntry("traceparent", "00-" + trace + "-b7ad6b7169203331-01");
        assertThat(java.time.Instant.parse(published.headers().get("ce_time"))).isEqualTo(sent.createdAt());
    }

    @Test
    void publishesNothingOfATransactionThatWasRolledBack() {
        desk.sendAndRollBack(message("acme", conversation, 1, "never said"));
        desk.send(message("acme", conversation, 1, "said"));

        List<Published> published = topics.await(Topic.CONVERSATION_EVENTS, conversation, 1);

        assertThat(published)
                .extracting(one -> one.json().path("body").asString())
                .containsExactly("said");
        assertThat(probe.of(conversation)).hasSize(1);
    }

    @Test
    void keepsTheOrderOfAKeyInOneAppendAndOverMany() {
        desk.send(LongStream.rangeClosed(1, 50)
                .mapToObj(seq -> message("acme", conversation, seq, "m" + seq))
                .toArray(MessageSent[]::new));
        for (long seq = 51; seq <= 80; seq++) {
            desk.send(message("acme", conversation, seq, "m" + seq));
        }

        assertThat(topics.await(Topic.CONVERSATION_EVENTS, conversation, 80))
                .extracting(one -> one.json().path("seq").asLong())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 80).boxed().toList());
        assertThat(probe.of(conversation)).extracting(JournalProbe.Appended::id).isSorted();
    }

    @Test
    void refusesToAppendWithoutATransaction() {
        Fact fact = Fact.of(conversation, null, java.time.Instant.EPOCH, message("acme", conversation, 1, "x"));
        assertThatThrownBy(() -> TenantScope.run("acme", () -> journal.append(fact)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("transaction");
    }

    @Test
    void refusesAFactOfAnotherTenantThanTheScope() {
        Fact foreign = Fact.of(conversation, null, java.time.Instant.EPOCH, message("globex", conversation, 1, "x"));
        assertThatThrownBy(() ->
                        TenantScope.run("acme", () -> transactions.executeWithoutResult(_ -> journal.append(foreign))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another tenant");
        assertThatThrownBy(() -> transactions.executeWithoutResult(_ -> journal.append(foreign)))
                .as("no tenant in scope")
                .isInstanceOf(IllegalStateException.class);
        assertThat(probe.of(conversation)).isEmpty();
    }

    @Test
    void refusesASecondFactWithTheSameSeq() {
        desk.send(message("acme", conversation, 1, "first"));
        assertThatThrownBy(() -> desk.send(message("acme", conversation, 1, "second")))
                .isInstanceOf(org.springframework.dao.DataIntegrityViolationException.class);
    }

    @Test
    void refusesAFactThatKafkaCouldNotTake() {
        assertThatThrownBy(() -> desk.send(message("acme", conversation, 1, "x".repeat(400_000))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsTheServiceOnlyTheRowsOfItsTenantAndLetsItChangeNone() throws SQLException {
        desk.send(message("acme", conversation, 1, "of acme"));
        UUID foreign = UUID.randomUUID();
        desk.send(message("globex", foreign, 1, "of globex"));

        try (Connection app = database.connectAsApp();
                Statement sql = app.createStatement()) {
            assertThat(count(sql, "select count(*) from journal"))
                    .as("no tenant, no row")
                    .isZero();
            sql.execute("select set_config('parley.tenant', 'acme', false)");
            assertThat(count(sql, "select count(*) from journal where key = '" + conversation + "'"))
                    .isOne();
            assertThat(count(sql, "select count(*) from journal where key = '" + foreign + "'"))
                    .isZero();
            assertThatThrownBy(
                            () -> sql.execute(
                                    "insert into journal (id, topic, key, type, tenant, occurred_at, payload)"
                                            + " values (gen_random_uuid(), 't', gen_random_uuid(), 'x', 'globex', now(), '{}')"))
                    .hasMessageContaining("row-level security");
            assertThatThrownBy(() -> sql.execute("update journal set payload = '{}'"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> sql.execute("delete from journal")).hasMessageContaining("permission denied");
        }
    }

    private static long count(Statement sql, String query) throws SQLException {
        try (ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
