package dev.parley.journal.relay;

import io.debezium.connector.base.QueueProvider;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What the engine buffers between the replication stream and the relay, in memory.
///
/// The engine waits for records in whole milliseconds and turns without pause for the rest of the poll interval, always
/// almost one: at 5 ms that is a sixth of a core, day and night. Of a turn this queue sees that its size is asked for
/// again and again while it is empty. Two such questions are those of a poll that begins; the third comes after the
/// wait, and rests for what the turning would have taken. The engine holds its lock either way, so whoever adds a
/// record waits no longer than before.
///
/// Guarded by the lock of [io.debezium.connector.base.ChangeEventQueue]; who reads the size for a metric without it
/// sees a number that may be old.
///
/// @param <T> what is buffered
public final class RestingQueue<T> implements QueueProvider<T> {
    static final String NAME = "resting";
    private static final int QUESTIONS_OF_A_POLL_THAT_BEGINS = 2;
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ArrayDeque<T> records = new ArrayDeque<>();
    private @Nullable Thread producer;
    private int askedInVain;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // There is nothing to choose.
    }

    @Override
    public void enqueue(T sent) {
        producer = Thread.currentThread();
        records.add(sent);
    }

    @Override
    public @Nullable T poll() {
        return records.poll();
    }

    /// Rests for a millisecond now and then while there is nothing, never on the thread that adds records.
    @Override
    public int size() {
        int size = records.size();
        if (size > 0) {
            askedInVain = 0;
        } else if (Thread.currentThread() != producer && ++askedInVain > QUESTIONS_OF_A_POLL_THAT_BEGINS) {
            askedInVain = 0;
            LockSupport.parkNanos(REST_NANOS);
        }
        return size;
    }
}
