package dev.parley.gateway.fanout;

import dev.parley.contracts.CloudEventHeaders;
import dev.parley.contracts.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Reads every partition from the end on, alone and without a group, and remembers its positions itself.
///
/// - Not ready before every position is fixed: a socket that is accepted afterwards can miss nothing.
/// - Brokers that go away are waited for; reading goes on at the remembered position.
/// - A position that no longer exists, because a broker lost data, is replaced by the first record newer than the last
///   one read; clients whose `seq` then has a hole fetch the missing entries.
/// - A topic that was lost and made again has another id: its positions mean nothing, even where they exist, and it is
///   read from its beginning. Ids are compared whenever a connection was made, for only then can it have happened.
public final class EventFeed implements SmartLifecycle {
    /// Before the web server, so that it is usually ready when the first socket comes.
    private static final int PHASE = 100;

    static final List<Topic> TOPICS = List.of(
            Topic.CLAIM_EVENTS,
            Topic.CONVERSATION_EVENTS,
            Topic.RECEIPT_EVENTS,
            Topic.TYPING_EVENTS,
            Topic.USER_EVENTS,
            Topic.NOTIFICATION_EVENTS);

    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration ASK_WITHIN = Duration.ofSeconds(5);
    private static final Duration LOOK_FOR_PARTITIONS = Duration.ofMinutes(1);
    private static final int MOST_IN_ONE_TASK = 64;
    private static final int REMEMBERED_IDS = 16_384;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Map<String, Uuid>> topicIds;
    private final EventDecoder decoder;
    private final Hubs hubs;
    private final Clock clock;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<TopicPartition, Long> lastTimes = new HashMap<>();
    private final Map<String, Uuid> knownIds = new HashMap<>();
    private final LongAdder read = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Map<String, Boolean> recentIds = new LinkedHashMap<>(1024, 0.75f) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED_IDS;
        }
    };
    private volatile boolean running;
    private volatile boolean ready;
    private volatile @Nullable Consumer<byte[], byte[]> current;
    private @Nullable Thread reader;

    /// @param topicIds asks the brokers which ids the topics have at the moment
    EventFeed(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<Map<String, Uuid>> topicIds,
            EventDecoder decoder,
            Hubs hubs,
            Clock clock) {
        this.consumers = consumers;
        this.topicIds = topicIds;
        this.decoder = decoder;
        this.hubs = hubs;
        this.clock = clock;
    }

    /// Whether every position has been fixed once. Stays true while brokers are away: sockets still work then.
    public boolean isReady() {
        return ready;
    }

    long read() {
        return read.sum();
    }

    long refused() {
        return refused.sum();
    }

    @Override
    public void start() {
        running = true;
        reader = Thread.ofPlatform().name("event-feed").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        Thread thread = reader;
        if (thread != null) {
            try {
                thread.join(Duration.ofSeconds(3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void run() {
        while (running) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                takePositions(consumer);
                checkTopics(consumer);
                ready = true;
                follow(consumer);
            } catch (WakeupException e) {
                // Stopping.
            } catch (InterruptedException e) {
                return;
            } catch (KafkaException | IllegalStateException e) {
                LOG.warn("event=feed.interrupted cause={}", e.getClass().getSimpleName());
                if (!pause()) {
                    return;
                }
            } finally {
                current = null;
            }
        }
    }

    private boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /// At the very first time the end; afterwards where we were; a partition that came later from its beginning.
    private void takePositions(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        List<TopicPartition> unknown =
                partitions.stream().filter(each -> !positions.containsKey(each)).toList();
        if (!unknown.isEmpty()) {
            long now = clock.millis();
            Map<TopicPartition, Long> offsets =
                    ready ? consumer.beginningOffsets(unknown, ASK_WITHIN) : consumer.endOffsets(unknown, ASK_WITHIN);
            positions.putAll(offsets);
            offsets.keySet().forEach(each -> lastTimes.put(each, now));
        }
        partitions.forEach(each -> consumer.seek(each, positions.getOrDefault(each, 0L)));
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : TOPICS) {
            List<PartitionInfo> found = consumer.partitionsFor(topic.topicName(), ASK_WITHIN);
            while (running && (found == null || found.isEmpty())) {
                LOG.warn("event=feed.topic-missing topic={}", topic.topicName());
                Thread.sleep(PAUSE);
                found = consumer.partitionsFor(topic.topicName(), ASK_WITHIN);
            }
            if (found != null) {
                found.forEach(each -> partitions.add(new TopicPartition(each.topic(), each.partition())));
            }
        }
        return partitions;
    }

    private void follow(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        long lookedAt = System.nanoTime();
        double connections = connectionsMade(consumer);
        while (running) {
            try {
                handOut(consumer.poll(POLL));
            } catch (InvalidOffsetException e) {
                reposition(consumer, e.partitions());
            }
            double connectionsNow = connectionsMade(consumer);
            if (connectionsNow != connections) {
                checkTopics(consumer);
                connections = connectionsNow;
            }
            if (System.nanoTime() - lookedAt >= LOOK_FOR_PARTITIONS.toNanos()) {
                lookedAt = System.nanoTime();
                if (partitions(consumer).size() > positions.size()) {
                    takePositions(consumer);
                }
            }
        }
    }

    private static double connectionsMade(Consumer<byte[], byte[]> consumer) {
        for (Map.Entry<MetricName, ? extends Metric> metric : consumer.metrics().entrySet()) {
            if (metric.getKey().name().equals("connection-creation-total")
                    && metric.getValue().metricValue() instanceof Double total) {
                return total;
            }
        }
        return 0;
    }

    private void checkTopics(Consumer<byte[], byte[]> consumer) {
        for (Map.Entry<String, Uuid> topic : topicIds.get().entrySet()) {
            Uuid before = knownIds.put(topic.getKey(), topic.getValue());
            if (before != null && !before.equals(topic.getValue())) {
                LOG.warn("event=feed.topic-replaced topic={}", topic.getKey());
                for (TopicPartition each : consumer.assignment()) {
                    if (each.topic().equals(topic.getKey())) {
                        positions.put(each, 0L);
                        consumer.seek(each, 0);
                    }
                }
            }
        }
    }

    private void reposition(Consumer<byte[], byte[]> consumer, Set<TopicPartition> lost) {
        Map<TopicPartition, Long> times = new HashMap<>();
        lost.forEach(each -> times.put(each, lastTimes.getOrDefault(each, 0L)));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, ASK_WITHIN);
        Map<TopicPartition, Long> ends = consumer.endOffsets(lost, ASK_WITHIN);
        for (TopicPartition each : lost) {
            OffsetAndTimestamp first = found.get(each);
            long offset = first == null ? ends.getOrDefault(each, 0L) : first.offset();
            LOG.warn("event=feed.position-lost topic={} partition={} new={}", each.topic(), each.partition(), offset);
            positions.put(each, offset);
            consumer.seek(each, offset);
        }
    }

    private void handOut(Iterable<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
        List<Delivery> batch = new ArrayList<>(MOST_IN_ONE_TASK);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            positions.put(partition, record.offset() + 1);
            lastTimes.put(partition, record.timestamp());
            batch.addAll(deliveries(record));
            if (batch.size() >= MOST_IN_ONE_TASK) {
                hubs.deliver(batch);
                batch = new ArrayList<>(MOST_IN_ONE_TASK);
            }
        }
        if (!batch.isEmpty()) {
            hubs.deliver(batch);
        }
    }

    private List<Delivery> deliveries(ConsumerRecord<byte[], byte[]> record) {
        read.increment();
        String id = EventDecoder.header(record, CloudEventHeaders.ID);
        if (id != null && recentIds.containsKey(id)) {
            return List.of();
        }
        try {
            List<Delivery> deliveries = decoder.decode(record);
            if (id != null) {
                // Only now: a refused record must not make an honest one with the same id look like a repeat.
                recentIds.put(id, Boolean.TRUE);
            }
            return deliveries;
        } catch (EventDecoder.RefusedRecord e) {
            refused.increment();
            LOG.warn(
                    "event=record.refused topic={} partition={} offset={} reason={}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return List.of();
        }
    }
}
