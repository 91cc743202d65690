package dev.parley.journal.relay;

import io.debezium.connector.postgresql.PostgresConnector;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;

/// One run of Debezium: from the slot's position until it is closed or fails. What happens then is the
/// [Relay]'s affair, therefore no retries in here.
final class RelayEngine {
    /// Takes the changes of one poll, in commit order; returns when they are safe in Kafka, throws when they are not.
    interface Batch {
        void handle(List<SourceRecord> changes) throws InterruptedException;
    }

    private final RelayProperties properties;
    private final String name;
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    RelayEngine(RelayProperties properties, String name, Runnable onStreaming, Batch batch) {
        this.properties = properties;
        this.name = name;
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(settings())
                .using((DebeziumEngine.CompletionCallback) (_, _, error) -> failure.set(error))
                .using(new DebeziumEngine.ConnectorCallback() {
                    @Override
                    public void pollingStarted() {
                        onStreaming.run();
                    }
                })
                .notifying((events, committer) -> {
                    batch.handle(events.stream().map(RecordChangeEvent::record).toList());
                    for (RecordChangeEvent<SourceRecord> event : events) {
                        committer.markProcessed(event);
                    }
                    committer.markBatchFinished();
                })
                .build();
    }

    /// Blocks while the relay streams.
    ///
    /// @return why it ended; null when it was closed
    @Nullable Throwable run(ReplicationSlot slot, LogSequenceNumber from) {
        SlotOffsets.open(name, slot, from);
        try {
            engine.run();
            return failure.get();
        } finally {
            SlotOffsets.close(name);
        }
    }

    /// @return false when the engine cannot be closed at this moment because it is just starting, or already is
    boolean close() {
        try {
            engine.close();
            return true;
        } catch (IllegalStateException | IOException notNow) {
            return false;
        }
    }

    private Properties settings() {
        var settings = new Properties();
        settings.put("name", name);
        settings.put("connector.class", PostgresConnector.class.getName());
        settings.put("tasks.max", "1");
        // Also names the engine's MBeans, which two engines of one JVM must not share.
        settings.put("topic.prefix", name);
        settings.put("database.hostname", properties.host());
        settings.put("database.port", Integer.toString(properties.port()));
        settings.put("database.dbname", String.valueOf(properties.database()));
        settings.put("database.user", String.valueOf(properties.user()));
        settings.put("database.password", String.valueOf(properties.password()));
        settings.put("driver.tcpKeepAlive", "true");
        settings.put("driver.connectTimeout", "5");
        settings.put("driver.socketTimeout", "30");
        stream(settings);
        pace(settings);
        return settings;
    }

    private void stream(Properties settings) {
        settings.put("plugin.name", "pgoutput");
        settings.put("slot.name", properties.slot());
        settings.put("slot.drop.on.stop", "false");
        settings.put("slot.max.retries", "0");
        settings.put("publication.name", "parley_journal");
        settings.put("publication.autocreate.mode", "disabled");
        settings.put("table.include.list", "public.journal");
        settings.put("snapshot.mode", "no_data");
        settings.put("skipped.operations", "u,d,t");
        settings.put("tombstones.on.delete", "false");
        // The position comes from the slot itself and was checked before the start: see SlotOffsets, ReplicationSlot.
        settings.put("offset.storage", SlotOffsets.class.getName());
        settings.put("offset.mismatch.strategy", "no_validation");
        settings.put("lsn.flush.mode", "connector");
    }

    private void pace(Properties settings) {
        String flush = Long.toString(properties.flushInterval().toMillis());
        String heartbeat = Long.toString(properties.heartbeatInterval().toMillis());
        settings.put("poll.interval.ms", Long.toString(properties.pollInterval().toMillis()));
        settings.put("max.batch.size", "2048");
        settings.put("max.queue.size", "8192");
        settings.put("queue.provider.type", RestingQueue.NAME);
        settings.put("record.processing.threads", "1");
        settings.put("offset.flush.interval.ms", flush);
        settings.put("heartbeat.interval.ms", heartbeat);
        // Writes nothing but WAL: the slot of a quiet database moves on, so that others' WAL can be removed.
        settings.put("heartbeat.action.query", "select pg_logical_emit_message(true, 'parley.relay', '')");
        settings.put("errors.max.retries", "0");
        settings.put("task.management.timeout.ms", "20000");
    }
}
