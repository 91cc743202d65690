package dev.parley.testkit;

import dev.parley.contracts.Catalogue;
import dev.parley.contracts.DomainEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Sees what a service wrote into its journal and what it has consumed.
public final class JournalProbe {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestDatabase database;

    public JournalProbe(TestDatabase database) {
        this.database = database;
    }

    /// A row of the journal.
    public record Appended(
            UUID id, String topic, UUID key, @Nullable Long seq, String type, String tenant, String payload) {
        public <E extends DomainEvent> E as(Class<E> event) {
            return JSON.readValue(payload, event);
        }
    }

    /// The facts of a key in the order of their appending.
    public List<Appended> of(UUID key) {
        return rows(
                "select id, topic, key, seq, type, tenant, payload::text from journal where key = ? order by seq, id",
                key);
    }

    /// The facts of a key that are of this kind.
    public <E extends DomainEvent> List<E> of(UUID key, Class<E> event) {
        String type = Catalogue.describe(event).type();
        return of(key).stream()
                .filter(row -> row.type().equals(type))
                .map(row -> row.as(event))
                .toList();
    }

    public List<Appended> all() {
        return rows("select id, topic, key, seq, type, tenant, payload::text from journal order by id");
    }

    public boolean consumed(UUID event) {
        return !database.rows("select 1 from consumed_event where event_id = ?", event)
                .isEmpty();
    }

    /// Waits until the effect of the event is committed.
    public void awaitConsumed(UUID event) {
        Awaitility.await("event " + event + " is consumed")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> consumed(event));
    }

    /// Records of the key that wait as dead letters.
    public long deadLetters(String key) {
        Map<String, @Nullable Object> row = database.rows(
                        "select count(*) as n from dead_letter where key = ? and state = 'WAITING'", key)
                .getFirst();
        return (Long) Objects.requireNonNull(row.get("n"));
    }

    private List<Appended> rows(String sql, @Nullable Object... parameters) {
        return database.rows(sql, parameters).stream()
                .map(row -> new Appended(
                        (UUID) Objects.requireNonNull(row.get("id")),
                        text(row, "topic"),
                        (UUID) Objects.requireNonNull(row.get("key")),
                        (Long) row.get("seq"),
                        text(row, "type"),
                        text(row, "tenant"),
                        text(row, "payload")))
                .toList();
    }

    private static String text(Map<String, @Nullable Object> row, String column) {
        return (String) Objects.requireNonNull(row.get(column));
    }
}
