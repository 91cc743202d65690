package dev.parley.journal.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.contracts.CloudEventHeaders;
import dev.parley.contracts.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Says which facts of the journal are not on their topics.
///
/// The journal is read first and the topics afterwards up to their end, so that a fact which is published
/// meanwhile does not look lost. Memory: about 200 bytes for each row in the time span.
public final class GapScan {
    /// Clocks of replicas differ; a row may be a little older than its id or its record says.
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final Set<String> COMPACTED = Arrays.stream(Topic.values())
            .filter(Topic::compacted)
            .map(Topic::topicName)
            .collect(Collectors.toUnmodifiableSet());
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration NO_PROGRESS = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final KafkaAccess kafka;
    private final Clock clock;

    GapScan(DataSource relay, KafkaAccess kafka, Clock clock) {
        this.jdbc = JdbcClient.create(relay);
        this.kafka = kafka;
        this.clock = clock;
    }

    /// A fact that is true and that nobody was told.
    public record Missing(UUID id, String topic, UUID key, String type, Instant occurredAt) {}

    /// @param journalRows how many facts were looked for
    /// @param missing in journal order per key
    public record Report(Instant since, long journalRows, List<Missing> missing) {}

    /// @param since facts that occurred earlier are not looked for; topics forget after their retention, and what they
    ///     forgot looks lost
    public Report scan(Instant since) {
        Map<UUID, Missing> unseen = new LinkedHashMap<>();
        jdbc.sql("""
                        select id, topic, key, type, occurred_at from journal
                        where id >= ? and occurred_at >= ?
                        order by key, seq, id
                        """)
                .param(lowestIdAt(since.minus(MARGIN)))
                .param(since.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Missing(
                        row.getObject("id", UUID.class),
                        row.getString("topic"),
                        row.getObject("key", UUID.class),
                        row.getString("type"),
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant()))
                .list()
                .forEach(row -> unseen.put(row.id(), row));
        forgetWhatCompactionMayRemove(unseen);
        long rows = unseen.size();
        var topics = new TreeSet<String>();
        unseen.values().forEach(row -> topics.add(row.topic()));
        if (rows > 0) {
            strike(unseen, topics, since.minus(MARGIN));
        }
        return new Report(since, rows, List.copyOf(unseen.values()));
    }

    /// Of a compacted topic only the last fact of each key must be there.
    private static void forgetWhatCompactionMayRemove(Map<UUID, Missing> unseen) {
        Map<String, UUID> last = new HashMap<>();
        for (Missing row : List.copyOf(unseen.values())) {
            if (COMPACTED.contains(row.topic())) {
                UUID older = last.put(row.topic() + row.key(), row.id());
                if (older != null) {
                    unseen.remove(older);
                }
            }
        }
    }

    /// UUIDv7 begins with the time: the primary key finds a time span.
    private static UUID lowestIdAt(Instant time) {
        return new UUID((Math.max(0, time.toEpochMilli()) << 16) | 0x7000L, 0x8000_0000_0000_0000L);
    }

    private void strike(Map<UUID, Missing> unseen, Collection<String> topics, Instant from) {
        try (KafkaConsumer<byte[], byte[]> reader = kafka.reader()) {
            List<TopicPartition> partitions = new ArrayList<>();
            topics.forEach(topic -> reader.partitionsFor(topic)
                    .forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
            reader.assign(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            seek(reader, partitions, ends, from);
            Instant progress = clock.instant();
            while (!reached(reader, ends)) {
                var records = reader.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> seen : records) {
                    strike(unseen, seen);
                }
                if (!records.isEmpty()) {
                    progress = clock.instant();
                } else if (clock.instant().isAfter(progress.plus(NO_PROGRESS))) {
                    throw new IllegalStateException("Kafka does not give the records up to the end of the topics");
                }
            }
        }
    }

    private static void seek(
            KafkaConsumer<?, ?> reader, List<TopicPartition> partitions, Map<TopicPartition, Long> ends, Instant from) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, from.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> starts = reader.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = starts.get(partition);
            reader.seek(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
        }
    }

    private static boolean reached(KafkaConsumer<?, ?> reader, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> reader.position(end.getKey()) >= end.getValue());
    }

    private static void strike(Map<UUID, Missing> unseen, ConsumerRecord<byte[], byte[]> seen) {
        Header id = seen.headers().lastHeader(CloudEventHeaders.ID);
        if (id != null && id.value() != null) {
            try {
                unseen.remove(UUID.fromString(new String(id.value(), US_ASCII)));
            } catch (IllegalArgumentException notOurs) {
                // A record that no journal wrote.
            }
        }
    }
}
