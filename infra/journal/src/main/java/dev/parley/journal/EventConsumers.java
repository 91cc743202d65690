package dev.parley.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.FixedBackOff;

/// Runs the consumption of all subscribed topics in the group named after the service, and what must be done about it
/// from time to time. Does nothing in a service without a [Subscription].
final class EventConsumers implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(EventConsumers.class);

    /// After the migrations, which run while beans are made; before the relay ends.
    private static final int PHASE = 1_000;

    /// How often the container looks around while no records come. Records do not wait for it.
    private static final long POLL_MILLIS = 1_000;

    /// A member that was killed keeps its partitions for so long.
    private static final int SESSION_MILLIS = 10_000;

    private static final int HEARTBEAT_MILLIS = 2_000;

    private static final long COPY_EVERY_SECONDS = 10;
    private static final long FORGET_EVERY_MINUTES = 10;
    private static final int FORGET_AT_ONCE = 5_000;

    private final EventReader reader;
    private final Inbox inbox;
    private final DeadLetterStore letters;
    private final ConsumerProperties properties;
    private final KafkaProperties kafka;
    private final JdbcOperations jdbc;
    private final String group;

    private volatile @Nullable Consumption consumption;
    private volatile @Nullable ConcurrentMessageListenerContainer<byte[], byte[]> container;
    private volatile @Nullable ScheduledExecutorService housekeeping;
    private @Nullable DeadLetterCopies copies;

    EventConsumers(
            EventReader reader,
            Inbox inbox,
            DeadLetterStore letters,
            ConsumerProperties properties,
            KafkaProperties kafka,
            JdbcOperations jdbc,
            String group) {
        this.reader = reader;
        this.inbox = inbox;
        this.letters = letters;
        this.properties = properties;
        this.kafka = kafka;
        this.jdbc = jdbc;
        this.group = group;
    }

    @Override
    public void start() {
        if (reader.topics().isEmpty()) {
            return;
        }
        var keeper = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("journal-housekeeping").factory());
        var copier = new DeadLetterCopies(letters, inbox, kafka, group);
        var consuming = new Consumption(reader, inbox, letters, properties, () -> soon(keeper, copier));
        var containing = container(consuming);
        keeper.scheduleWithFixedDelay(
                () -> quietly("copy dead letters", copier::copyWaiting), 1, COPY_EVERY_SECONDS, TimeUnit.SECONDS);
        keeper.scheduleWithFixedDelay(
                () -> quietly("forget old events", this::forget), 1, FORGET_EVERY_MINUTES, TimeUnit.MINUTES);
        keeper.scheduleWithFixedDelay(
                () -> quietly("look after the consumer", this::renewWhenDead), 10, 10, TimeUnit.SECONDS);
        housekeeping = keeper;
        copies = copier;
        consumption = consuming;
        container = containing;
        containing.start();
    }

    /// A consumer that the broker turned away for good (its group vanished with the broker's data) never comes back by
    /// itself; a new one does.
    private synchronized int renew() {
        var dead = container;
        var consuming = consumption;
        if (dead == null || consuming == null) {
            return 0;
        }
        log.atWarn().addKeyValue("event", "consumer.renewed").log("The consumer of {} is replaced", group);
        dead.stop();
        var fresh = container(consuming);
        container = fresh;
        fresh.start();
        return 1;
    }

    private int renewWhenDead() {
        var running = container;
        return running == null || running.isInExpectedState() ? 0 : renew();
    }

    private void renewSoon(Exception reason) {
        var keeper = housekeeping;
        log.atWarn()
                .addKeyValue("event", "consumer.turned-away")
                .log("The consumer cannot go on: {}", Failures.nameOf(reason));
        if (keeper != null) {
            try {
                keeper.schedule(
                        () -> quietly("replace the consumer", this::renew),
                        properties.outagePause().toMillis(),
                        TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException ending) {
                // Nothing is consumed any more anyway.
            }
        }
    }

    @Override
    public synchronized void stop() {
        if (housekeeping != null) {
            housekeeping.shutdownNow();
        }
        if (consumption != null) {
            consumption.end();
        }
        if (container != null) {
            container.stop();
            container = null;
        }
        if (copies != null) {
            copies.close();
        }
    }

    @Override
    public boolean isRunning() {
        return container != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container(Consumption consuming) {
        var containing = new ContainerProperties(reader.topics().toArray(String[]::new));
        containing.setGroupId(group);
        containing.setMessageListener(consuming);
        containing.setAckMode(ContainerProperties.AckMode.BATCH);
        // A commit that is lost only repeats records, and waiting for each would slow every poll down.
        containing.setSyncCommits(false);
        containing.setAuthExceptionRetryInterval(properties.outagePause());
        containing.setShutdownTimeout(5_000);
        containing.setPollTimeout(POLL_MILLIS);
        var container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<byte[], byte[]>(settings(kafka, properties)), containing);
        container.setBeanName("journal");
        container.setConcurrency(properties.concurrency());
        container.setCommonErrorHandler(redelivery());
        return container;
    }

    /// What leaves [Consumption] as an exception is an outage: the same records again and again, never skipped.
    private DefaultErrorHandler redelivery() {
        var handler =
                new DefaultErrorHandler(
                        new FixedBackOff(properties.outagePause().toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS)) {
                    @Override
                    public void handleOtherException(
                            Exception thrown,
                            Consumer<?, ?> consumer,
                            MessageListenerContainer container,
                            boolean batch) {
                        renewSoon(thrown);
                    }
                };
        handler.setClassifications(Map.of(), true);
        handler.setLogLevel(KafkaException.Level.DEBUG);
        return handler;
    }

    /// The classic group protocol, because the consumer of the newer one turns without pause while no broker answers
    /// (decision 014).
    static Map<String, Object> settings(KafkaProperties kafka, ConsumerProperties properties) {
        Map<String, Object> config = new HashMap<>(kafka.buildConsumerProperties());
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.batch());
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, (int)
                properties.fetchMin().toBytes());
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int)
                properties.fetchWait().toMillis());
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        config.put(ConsumerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 1_000);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return config;
    }

    private static void soon(ScheduledExecutorService keeper, DeadLetterCopies copier) {
        try {
            keeper.execute(() -> quietly("copy dead letters", copier::copyWaiting));
        } catch (RejectedExecutionException ending) {
            // The next start copies it.
        }
    }

    /// In small pieces, because a statement has three seconds.
    private int forget() {
        int forgotten;
        int all = 0;
        do {
            forgotten = jdbc.update("""
                            delete from consumed_event where ctid = any(array(
                                select ctid from consumed_event
                                where consumed_at < now() - make_interval(secs => ?) limit ?))
                            """, properties.remember().toSeconds(), FORGET_AT_ONCE);
            all += forgotten;
        } while (forgotten == FORGET_AT_ONCE);
        return all;
    }

    private interface Chore {
        int run();
    }

    private static void quietly(String name, Chore chore) {
        try {
            chore.run();
        } catch (RuntimeException e) {
            log.atInfo()
                    .addKeyValue("event", "journal.chore-failed")
                    .log("Could not {}, tried again later: {}", name, Failures.nameOf(e));
        }
    }
}
