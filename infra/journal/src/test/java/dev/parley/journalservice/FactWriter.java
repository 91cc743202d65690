package dev.parley.journalservice;

import com.fasterxml.uuid.Generators;
import dev.parley.contracts.messaging.MessageSent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// Begins as soon as the migrations let it. Appends about 150 facts a second to the journal, as a service whose own
/// process nobody kills. A commit that was cut
/// off is unknown: its `seq` is given up, and what the journal holds is the truth.
final class FactWriter implements AutoCloseable {
    private static final long PAUSE_NANOS = 6_000_000;

    private final Processes processes;
    private final List<UUID> keys = Stream.generate(UUID::randomUUID).limit(10).toList();
    private final AtomicLong written = new AtomicLong();
    private final Thread thread;
    private volatile boolean ending;

    FactWriter(Processes processes) {
        this.processes = processes;
        this.thread = Thread.ofPlatform().name("facts").start(this::work);
    }

    long written() {
        return written.get();
    }

    private void work() {
        long attempt = 0;
        while (!ending) {
            try (Connection connection = processes.connectAsApp()) {
                connection.setAutoCommit(false);
                while (!ending) {
                    long number = attempt++;
                    UUID key = keys.get((int) (number % keys.size()));
                    append(connection, key, number / keys.size() + 1);
                    connection.commit();
                    written.incrementAndGet();
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            } catch (SQLException away) {
                LockSupport.parkNanos(PAUSE_NANOS * 10);
            }
        }
    }

    private static void append(Connection connection, UUID key, long seq) throws SQLException {
        try (var tenant = connection.createStatement()) {
            tenant.execute("select set_config('parley.tenant', 'acme', true)");
        }
        MessageSent sent = JournalService.message("acme", key, seq, "m" + seq);
        try (PreparedStatement insert = connection.prepareStatement("insert into journal"
                + " (id, topic, key, seq, type, tenant, occurred_at, payload) values (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, Generators.timeBasedEpochGenerator().generate());
            insert.setString(2, "messaging.conversation-events");
            insert.setObject(3, key);
            insert.setLong(4, seq);
            insert.setString(5, "message.sent.v1");
            insert.setString(6, "acme");
            insert.setObject(7, sent.createdAt().atOffset(ZoneOffset.UTC));
            insert.setObject(8, JsonMapper.shared().writeValueAsString(sent), Types.OTHER);
            insert.executeUpdate();
        }
    }

    @Override
    public void close() throws InterruptedException {
        ending = true;
        thread.join();
    }
}
