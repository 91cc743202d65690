package dev.parley.journal.relay;

import dev.parley.journal.relay.ReplicationSlot.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Takes committed facts to Kafka as long as the service runs, whatever happens to PostgreSQL and Kafka meanwhile.
///
/// One thread asks how the slot stands and acts on it: free → stream, taken → stand by, lost → say so and wait for the
/// repair, unreachable → wait longer and longer. Started last and stopped last, so that what requests and consumers
/// append while they end is still sent.
final class Relay implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LOOK_FOR_REPAIR = Duration.ofSeconds(2);
    private static final Duration LONGEST_START = Duration.ofSeconds(20);
    private static final Duration CLOSING = Duration.ofSeconds(20);
    private static final int PHASE = 0;
    private static final AtomicLong ENGINES = new AtomicLong();

    private final RelayProperties properties;
    private final ReplicationSlot slot;
    private final KafkaAccess kafka;
    private final RelayLag lag;
    private final String service;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopped = lock.newCondition();

    private volatile RelayState state = RelayState.STOPPED;
    private volatile @Nullable String lostBecause;
    private volatile boolean stopping;
    private volatile @Nullable RelayEngine engine;
    private volatile long lastSign;
    private volatile boolean writing;
    private @Nullable Thread thread;

    Relay(RelayProperties properties, ReplicationSlot slot, KafkaAccess kafka, RelayLag lag, String service) {
        this.properties = properties;
        this.slot = slot;
        this.kafka = kafka;
        this.lag = lag;
        this.service = service;
    }

    RelayState state() {
        return state;
    }

    /// Set while the state is LOST.
    @Nullable String lostBecause() {
        return lostBecause;
    }

    /// Begins a new stream with a new producer. Before anything is published again: after a lost cluster
    /// another producer could have got the number by which the broker recognises this one's repeats, and
    /// swallow its records.
    void reopen() {
        RelayEngine current = engine;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void start() {
        stopping = false;
        state = RelayState.STARTING;
        thread = Thread.ofPlatform().name("relay").start(this::work);
    }

    @Override
    public void stop() {
        stopping = true;
        Thread running = thread;
        if (running == null) {
            return;
        }
        wake();
        long deadline = System.nanoTime() + CLOSING.toNanos();
        try {
            while (running.isAlive() && System.nanoTime() < deadline) {
                RelayEngine current = engine;
                if (current != null) {
                    current.close();
                }
                running.join(Duration.ofMillis(50));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void work() {
        Duration pause = FIRST_PAUSE;
        while (!stopping) {
            try {
                switch (slot.standing()) {
                    case Standing.Free free -> {
                        boolean streamed = stream(free);
                        pause = streamed ? FIRST_PAUSE : longer(pause);
                        await(pause);
                    }
                    case Standing.Taken _ -> {
                        become(RelayState.STANDBY);
                        await(properties.standbyInterval());
                    }
                    case Standing.Lost lost -> {
                        becomeLost(lost.reason());
                        await(LOOK_FOR_REPAIR);
                    }
                }
            } catch (RuntimeException e) {
                // The slot's standing is unknown: the database is away.
                waitFor(e);
                pause = longer(pause);
                await(pause);
            }
        }
        become(RelayState.STOPPED);
    }

    /// @return whether the relay came to streaming at all
    private boolean stream(Standing.Free free) {
        if (state == RelayState.LOST) {
            log.atWarn().addKeyValue("event", "relay.slot-repaired").log("Replication slot {} is back", slot.name());
        }
        become(RelayState.STARTING);
        try (TopicWriter writer = kafka.writer()) {
            var started = new RelayEngine(
                    properties,
                    "relay-" + ENGINES.incrementAndGet(),
                    () -> become(RelayState.RUNNING),
                    changes -> publish(changes, writer));
            engine = started;
            lastSign = System.nanoTime();
            Thread watch = Thread.ofVirtual().name("relay-watch").start(() -> watch(started));
            Throwable failure = stopping ? null : started.run(slot, free.confirmed());
            watch.interrupt();
            boolean streamed = state == RelayState.RUNNING;
            if (!stopping) {
                waitFor(failure);
            }
            return streamed;
        } finally {
            engine = null;
        }
    }

    /// A connection can die without a word (a cable, a firewall). Heartbeats come through the whole stream, so silence
    /// means that it is dead; waiting for Kafka is not silence.
    private void watch(RelayEngine watched) {
        try {
            while (engine == watched) {
                Thread.sleep(LOOK_FOR_REPAIR);
                if (!writing && System.nanoTime() - lastSign > silence().toNanos()) {
                    log.atWarn()
                            .addKeyValue("event", "relay.silent")
                            .log("Nothing came through the stream for {}, it is opened anew", silence());
                    watched.close();
                    return;
                }
            }
        } catch (InterruptedException ended) {
            // The engine ended by itself.
        }
    }

    private Duration silence() {
        return properties.heartbeatInterval().multipliedBy(2).plus(LONGEST_START);
    }

    private void publish(List<SourceRecord> changes, TopicWriter writer) throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(changes.size());
        for (SourceRecord change : changes) {
            JournalRow row = JournalRow.of(change);
            if (row != null) {
                records.add(row.toRecord(service));
            }
        }
        writing = true;
        try {
            if (!records.isEmpty()) {
                lag.sending(changes);
                writer.write(records, () -> stopping);
            }
            lag.sent();
        } finally {
            lastSign = System.nanoTime();
            writing = false;
        }
    }

    private void become(RelayState next) {
        RelayState before = state;
        if (before != next) {
            state = next;
            lostBecause = null;
            lag.running(next == RelayState.RUNNING || next == RelayState.STANDBY);
            log.atInfo()
                    .addKeyValue("event", "relay.state")
                    .log("Relay of slot {}: {} -> {}", slot.name(), before, next);
        }
    }

    private void becomeLost(String reason) {
        if (state != RelayState.LOST) {
            state = RelayState.LOST;
            lag.running(false);
            log.atError()
                    .addKeyValue("event", "relay.slot-lost")
                    .log(
                            "The relay stopped, committed events are not published any more: {}. Repair: POST"
                                    + " /journal/recreate-slot, then POST /journal/republish on the management port",
                            reason);
        }
        lostBecause = reason;
    }

    /// Only the class of the failure is logged: its text may quote a row.
    private void waitFor(@Nullable Throwable failure) {
        if (state != RelayState.WAITING) {
            log.atWarn()
                    .addKeyValue("event", "relay.interrupted")
                    .log("The relay was interrupted and tries again: {}", classes(failure));
        }
        log.debug("The relay was interrupted", failure);
        become(RelayState.WAITING);
    }

    private static String classes(@Nullable Throwable failure) {
        var names = new ArrayList<String>();
        for (Throwable cause = failure; cause != null && names.size() < 5; cause = cause.getCause()) {
            names.add(cause.getClass().getSimpleName());
        }
        return names.isEmpty() ? "the stream ended" : String.join(" <- ", names);
    }

    private Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(properties.maxPause()) < 0 ? doubled : properties.maxPause();
    }

    private void await(Duration pause) {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!stopping && left > 0) {
                left = stopped.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            stopped.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
