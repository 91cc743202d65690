package dev.parley.journal.relay;

import static dev.parley.contracts.CloudEventHeaders.CONTENT_TYPE;
import static dev.parley.contracts.CloudEventHeaders.ID;
import static dev.parley.contracts.CloudEventHeaders.SOURCE;
import static dev.parley.contracts.CloudEventHeaders.SPEC_VERSION;
import static dev.parley.contracts.CloudEventHeaders.SUBJECT;
import static dev.parley.contracts.CloudEventHeaders.TENANT;
import static dev.parley.contracts.CloudEventHeaders.TIME;
import static dev.parley.contracts.CloudEventHeaders.TRACE_PARENT;
import static dev.parley.contracts.CloudEventHeaders.TYPE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.contracts.Catalogue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/// A row of the journal on its way to Kafka. The payload is copied, never parsed.
///
/// @param occurredAt ISO-8601
record JournalRow(
        String id,
        String topic,
        String key,
        String type,
        String tenant,
        String occurredAt,
        @Nullable String trace,
        String payload) {

    static final String COLUMNS = "id, topic, key, type, tenant, occurred_at, trace, payload";
    private static final byte[] VERSION = "1.0".getBytes(UTF_8);
    private static final byte[] JSON = "application/json".getBytes(UTF_8);

    /// Null for what else the stream carries, such as heartbeats.
    static @Nullable JournalRow of(SourceRecord change) {
        if (!(change.value() instanceof Struct envelope) || envelope.schema().field("after") == null) {
            return null;
        }
        Struct row = envelope.getStruct("after");
        return row == null
                ? null
                : new JournalRow(
                        row.getString("id"),
                        row.getString("topic"),
                        row.getString("key"),
                        row.getString("type"),
                        row.getString("tenant"),
                        row.getString("occurred_at"),
                        row.getString("trace"),
                        row.getString("payload"));
    }

    static JournalRow of(ResultSet row) throws SQLException {
        return new JournalRow(
                row.getString("id"),
                row.getString("topic"),
                row.getString("key"),
                row.getString("type"),
                row.getString("tenant"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant().toString(),
                row.getString("trace"),
                row.getString("payload"));
    }

    /// @param service named as the source of a type that this version does not know
    ProducerRecord<byte[], byte[]> toRecord(String service) {
        byte[] keyBytes = key.getBytes(UTF_8);
        var published = new ProducerRecord<>(topic, null, keyBytes, payload.getBytes(UTF_8));
        String source = Catalogue.recordOf(type)
                .map(event -> Catalogue.describe(event).publisher())
                .orElse(service);
        Headers headers = published.headers();
        headers.add(SPEC_VERSION, VERSION);
        headers.add(ID, id.getBytes(UTF_8));
        headers.add(TYPE, type.getBytes(UTF_8));
        headers.add(SOURCE, source.getBytes(UTF_8));
        headers.add(TIME, occurredAt.getBytes(UTF_8));
        headers.add(SUBJECT, keyBytes);
        headers.add(TENANT, tenant.getBytes(UTF_8));
        headers.add(CONTENT_TYPE, JSON);
        if (trace != null) {
            headers.add(TRACE_PARENT, trace.getBytes(UTF_8));
        }
        return published;
    }
}
