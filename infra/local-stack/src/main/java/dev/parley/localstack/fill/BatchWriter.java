package dev.parley.localstack.fill;

import dev.parley.localstack.stack.StackProblem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Three batches on their way at most: one is being told, one copied, and of one the words are being made.
///
/// PostgreSQL makes the words, with messaging's own statement, because nothing else stems exactly as it does.
final class BatchWriter implements AutoCloseable {
    /// Half of what a slot may hold back (`max_slot_wal_keep_size`) before PostgreSQL takes it away from its relay.
    private static final long MOST_WAL_BYTES = 1L << 30;

    private static final String BEHIND = """
            select coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)), 0)::bigint
            from pg_replication_slots where wal_status <> 'lost'""";
    private static final long BETWEEN_LOOKS_MILLIS = 500;
    private static final int MOST_LOOKS = 240;

    private static final String WORDS = """
            insert into message_words (message_id, tenant, conversation_id, words)
            select id, tenant, conversation_id, to_tsvector('parley_fr', body) || to_tsvector('parley_en', body)
            from message where id between ? and ? and kind = 'TEXT' and withdrawn_at is null and tenant = 'acme'
            on conflict do nothing""";

    private final Connection copying;
    private final Connection indexing;
    private final ExecutorService copier = Executors.newSingleThreadExecutor();
    private final ExecutorService indexer = Executors.newSingleThreadExecutor();
    private Future<?> copied = CompletableFuture.completedFuture(null);
    private volatile Future<?> indexed = CompletableFuture.completedFuture(null);

    BatchWriter(Connection copying, Connection indexing) {
        this.copying = copying;
        this.indexing = indexing;
    }

    void write(Batch batch) throws SQLException, InterruptedException {
        await(copied);
        copied = copier.submit(() -> copy(batch));
    }

    void finish() throws SQLException, InterruptedException {
        await(copied);
        await(indexed);
    }

    private @Nullable Void copy(Batch batch) throws SQLException, InterruptedException {
        waitForRelays();
        batch.copyTo(Fill.copies(copying));
        copying.commit();
        UUID first = batch.firstMessage();
        UUID last = batch.lastMessage();
        if (first != null && last != null) {
            await(indexed);
            indexed = indexer.submit(() -> index(first, last));
        }
        return null;
    }

    /// The relays of all databases read all of the WAL, and filling writes it faster than a busy machine reads it.
    private void waitForRelays() throws SQLException, InterruptedException {
        for (int look = 0; behind() > MOST_WAL_BYTES; look++) {
            if (look == MOST_LOOKS) {
                throw new StackProblem("A relay has stood still for two minutes, and filling on would cost it its"
                        + " replication slot: ./parley status shows which one is behind.");
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
    }

    private long behind() throws SQLException {
        try (Statement statement = copying.createStatement();
                ResultSet row = statement.executeQuery(BEHIND)) {
            row.next();
            long behind = row.getLong(1);
            copying.commit();
            return behind;
        }
    }

    private @Nullable Void index(UUID first, UUID last) throws SQLException {
        try (PreparedStatement statement = indexing.prepareStatement(WORDS)) {
            statement.setObject(1, first);
            statement.setObject(2, last);
            statement.executeUpdate();
        }
        return null;
    }

    private static void await(Future<?> work) throws SQLException, InterruptedException {
        try {
            work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw e.getCause() instanceof StackProblem problem ? problem : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        copier.shutdownNow();
        indexer.shutdownNow();
    }
}
