package dev.parley.journal.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Debezium's offsets, with the slot as the only truth.
///
/// At its start an engine is told what the slot has confirmed. Debezium without an offset would begin at the *current*
/// end of the WAL and skip what was written before the relay's first start; with offsets of its own it would search the
/// WAL for a position that the slot may no longer have. From the slot's position it repeats a little and misses
/// nothing.
///
/// From then on an engine reads back what it stored last: that is what it confirms to the slot. Were it told the first
/// position again, nothing would ever be confirmed, and PostgreSQL would keep all WAL until it took the slot away.
///
/// Debezium makes an instance by class name, so what it works on is found by the name of the engine.
public final class SlotOffsets implements OffsetBackingStore {
    private static final Map<String, Open> OPEN = new ConcurrentHashMap<>();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Open(ReplicationSlot slot, LogSequenceNumber confirmed) {}

    private final Map<ByteBuffer, ByteBuffer> stored = new ConcurrentHashMap<>();
    private @Nullable Open open;

    static void open(String engine, ReplicationSlot slot, LogSequenceNumber confirmed) {
        OPEN.put(engine, new Open(slot, confirmed));
    }

    static void close(String engine) {
        OPEN.remove(engine);
    }

    @Override
    public void configure(WorkerConfig config) {
        open = OPEN.get(String.valueOf(config.originals().get("name")));
    }

    @Override
    public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        byte[] position =
                "{\"lsn\":%d}".formatted(required().confirmed().asLong()).getBytes(StandardCharsets.UTF_8);
        Map<ByteBuffer, ByteBuffer> offsets = new HashMap<>();
        keys.forEach(key -> {
            ByteBuffer latest = stored.get(key);
            offsets.put(key, latest == null ? ByteBuffer.wrap(position) : latest.duplicate());
        });
        return CompletableFuture.completedFuture(offsets);
    }

    @Override
    public Future<Void> set(Map<ByteBuffer, ByteBuffer> offsets, @Nullable Callback<Void> callback) {
        try {
            offsets.forEach((key, offset) -> {
                if (offset != null) {
                    store(offset);
                    stored.put(key, offset);
                }
            });
        } catch (RuntimeException e) {
            if (callback != null) {
                callback.onCompletion(e, null);
            }
            return CompletableFuture.failedFuture(e);
        }
        if (callback != null) {
            callback.onCompletion(null, null);
        }
        return CompletableFuture.completedFuture(null);
    }

    /// The same choice that Debezium makes for the position which it confirms to the slot right after.
    private void store(ByteBuffer offset) {
        JsonNode position =
                JSON.readTree(StandardCharsets.UTF_8.decode(offset.duplicate()).toString());
        JsonNode confirmed = position.hasNonNull("lsn_commit") ? position.get("lsn_commit") : position.get("lsn_proc");
        if (confirmed != null && confirmed.isNumber()) {
            required().slot().relayedTo(LogSequenceNumber.valueOf(confirmed.asLong()));
        }
    }

    private Open required() {
        if (open == null) {
            throw new IllegalStateException("no relay of that name runs");
        }
        return open;
    }

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connectorName) {
        return Set.of();
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}
}
