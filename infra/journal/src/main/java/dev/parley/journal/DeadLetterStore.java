package dev.parley.journal;

import dev.parley.contracts.CloudEventHeaders;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import tools.jackson.databind.json.JsonMapper;

/// The tables `dead_letter` and `parked_key`. Its methods are parts of the caller's transaction.
final class DeadLetterStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String COLUMNS = "id, topic, partition, record_offset, record_time, key, event_id, type,"
            + " tenant, failure, state, failed_at";

    private final JdbcOperations jdbc;
    private final String consumer;

    DeadLetterStore(JdbcOperations jdbc, String consumer) {
        this.jdbc = jdbc;
        this.consumer = consumer;
    }

    /// A letter with the record it keeps.
    record Kept(DeadLetter letter, RawRecord raw) {}

    /// Parks the key and keeps the record. A repeat of a record that was settled before changes nothing.
    void park(RawRecord raw, String failure) {
        if (settled(raw)) {
            return;
        }
        jdbc.update("""
                        insert into parked_key (consumer, topic, key) values (?, ?, ?)
                        on conflict (consumer, topic, key) do update set key = excluded.key
                        """, consumer, raw.topic(), raw.key());
        keep(raw, failure);
    }

    void keep(RawRecord raw, String failure) {
        UUID event = EventReader.eventId(raw);
        jdbc.update(
                """
                insert into dead_letter (consumer, topic, partition, record_offset, record_time, key, record_id,
                                         event_id, type, tenant, headers, value, failure)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?)
                on conflict (consumer, topic, record_id) do nothing
                """,
                consumer,
                raw.topic(),
                raw.partition(),
                raw.offset(),
                Timestamp.from(raw.time()),
                raw.key(),
                recordId(raw, event),
                event,
                raw.header(CloudEventHeaders.TYPE),
                raw.header(CloudEventHeaders.TENANT),
                headersOf(raw),
                raw.value(),
                failure);
    }

    Optional<Kept> find(long id) {
        return kept("id = ?", id).stream().findFirst();
    }

    Optional<Kept> firstWaiting(String topic, String key) {
        return kept("topic = ? and key = ? and state = 'WAITING' order by id limit 1", topic, key).stream()
                .findFirst();
    }

    List<DeadLetter> waiting(int limit) {
        return jdbc.query(
                "select " + COLUMNS + " from dead_letter where consumer = ? and state = 'WAITING' order by id limit ?",
                (row, _) -> letter(row),
                consumer,
                limit);
    }

    int countWaiting(String topic, String key) {
        Integer count = jdbc.queryForObject(
                "select count(*) from dead_letter where consumer = ? and topic = ? and key = ? and state = 'WAITING'",
                Integer.class,
                consumer,
                topic,
                key);
        return count == null ? 0 : count;
    }

    /// @return false when it was settled before
    boolean settle(long id, DeadLetter.State state) {
        return jdbc.update(
                        "update dead_letter set state = ?, settled_at = now() where id = ? and state = 'WAITING'",
                        state.name(),
                        id)
                == 1;
    }

    /// Lets the records of the key flow again when none is left waiting.
    void unparkWhenEmpty(String topic, String key) {
        if (countWaiting(topic, key) == 0) {
            jdbc.update("delete from parked_key where consumer = ? and topic = ? and key = ?", consumer, topic, key);
        }
    }

    List<Kept> uncopied(int limit) {
        return kept("copied_at is null order by id limit " + limit + " for update skip locked");
    }

    void copied(List<Kept> letters) {
        Long[] ids = letters.stream().map(kept -> kept.letter().id()).toArray(Long[]::new);
        jdbc.update("update dead_letter set copied_at = now() where id = any(?::bigint[])", (Object) ids);
    }

    private boolean settled(RawRecord raw) {
        return !jdbc.queryForList("""
                        select 1 from dead_letter
                        where consumer = ? and topic = ? and record_id = ? and state <> 'WAITING'
                        """, Integer.class, consumer, raw.topic(), recordId(raw, EventReader.eventId(raw)))
                .isEmpty();
    }

    private static String recordId(RawRecord raw, @Nullable UUID event) {
        return event == null ? raw.place() : event.toString();
    }

    private List<Kept> kept(String condition, Object... parameters) {
        Object[] all = new Object[parameters.length + 1];
        all[0] = consumer;
        System.arraycopy(parameters, 0, all, 1, parameters.length);
        return jdbc.query(
                "select " + COLUMNS + ", headers, value from dead_letter where consumer = ? and " + condition,
                (row, _) -> new Kept(letter(row), raw(row)),
                all);
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getLong("id"),
                row.getString("topic"),
                row.getInt("partition"),
                row.getLong("record_offset"),
                row.getString("key"),
                row.getObject("event_id", UUID.class),
                row.getString("type"),
                row.getString("tenant"),
                row.getString("failure"),
                DeadLetter.State.valueOf(row.getString("state")),
                row.getObject("failed_at", OffsetDateTime.class).toInstant());
    }

    private static RawRecord raw(ResultSet row) throws SQLException {
        return new RawRecord(
                row.getString("topic"),
                row.getInt("partition"),
                row.getLong("record_offset"),
                row.getObject("record_time", OffsetDateTime.class)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toInstant(),
                row.getString("key"),
                headers(row.getString("headers")),
                row.getBytes("value"));
    }

    private static String headersOf(RawRecord raw) {
        var encoder = Base64.getEncoder();
        return JSON.writeValueAsString(raw.headers().stream()
                .map(header -> new @Nullable String[] {
                    header.name(), header.value() == null ? null : encoder.encodeToString(header.value())
                })
                .toList());
    }

    private static List<RawRecord.Header> headers(String json) {
        var decoder = Base64.getDecoder();
        List<RawRecord.Header> headers = new ArrayList<>();
        for (String[] pair : JSON.readValue(json, String[][].class)) {
            headers.add(new RawRecord.Header(pair[0], pair[1] == null ? null : decoder.decode(pair[1])));
        }
        return headers;
    }
}
