package dev.parley.journal.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends facts of the journal to their topics again, with the same ids, in journal order per key.
///
/// Consumers are unmoved by repeats as long as they remember the event: see `journal.consumer.remember`.
/// What was missing arrives late: after younger facts of its key, if those were published.
public final class Republish {
    private static final Logger log = LoggerFactory.getLogger(Republish.class);
    private static final int CHUNK = 500;
    private static final String SELECT = "select " + JournalRow.COLUMNS + " from journal where ";
    private static final String ORDER = " order by key, seq, id";

    private final DataSource relay;
    private final KafkaAccess kafka;
    private final GapScan gapScan;
    private final String service;

    Republish(DataSource relay, KafkaAccess kafka, GapScan gapScan, String service) {
        this.relay = relay;
        this.kafka = kafka;
        this.gapScan = gapScan;
        this.service = service;
    }

    /// Everything that a gap scan finds.
    public long missingSince(Instant since) {
        UUID[] ids =
                gapScan.scan(since).missing().stream().map(GapScan.Missing::id).toArray(UUID[]::new);
        return ids.length == 0 ? 0 : send("id = any(?)", (Object) ids);
    }

    /// Everything about one key.
    public long key(UUID key) {
        return send("key = ?", key);
    }

    /// Everything that occurred in `[from, until)`.
    public long between(Instant from, Instant until) {
        return send(
                "occurred_at >= ? and occurred_at < ?", from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC));
    }

    private long send(String condition, Object... parameters) {
        try (Connection connection = relay.getConnection();
                TopicWriter writer = kafka.writer()) {
            connection.setAutoCommit(false); // else the driver loads all rows at once
            try (PreparedStatement select = connection.prepareStatement(SELECT + condition + ORDER)) {
                select.setFetchSize(CHUNK);
                for (int i = 0; i < parameters.length; i++) {
                    bind(select, i + 1, parameters[i]);
                }
                long sent = send(select.executeQuery(), writer);
                log.atWarn().addKeyValue("event", "journal.republished").log("{} facts were published again", sent);
                return sent;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the journal cannot be read (SQL state " + e.getSQLState() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while publishing again", e);
        }
    }

    private static void bind(PreparedStatement select, int index, Object value) throws SQLException {
        if (value instanceof UUID[] ids) {
            select.setArray(index, select.getConnection().createArrayOf("uuid", ids));
        } else {
            select.setObject(index, value);
        }
    }

    private long send(ResultSet rows, TopicWriter writer) throws SQLException, InterruptedException {
        long sent = 0;
        List<ProducerRecord<byte[], byte[]>> chunk = new ArrayList<>(CHUNK);
        while (rows.next()) {
            chunk.add(JournalRow.of(rows).toRecord(service));
            sent++;
            if (chunk.size() == CHUNK) {
                writer.write(chunk, () -> Thread.currentThread().isInterrupted());
                chunk.clear();
            }
        }
        writer.write(chunk, () -> Thread.currentThread().isInterrupted());
        return sent;
    }
}
