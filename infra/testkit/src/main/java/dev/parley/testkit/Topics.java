package dev.parley.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.contracts.CloudEventHeaders;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads and writes the topics beside every service: sees what was published, and plays the other services.
public final class Topics {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String bootstrap;
    private @Nullable Producer<byte[], byte[]> producer;

    public Topics(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /// A record on a topic, as text.
    public record Published(
            String topic, int partition, long offset, String key, Map<String, String> headers, String value) {
        public String type() {
            return headers.getOrDefault(CloudEventHeaders.TYPE, "");
        }

        public UUID id() {
            return UUID.fromString(headers.getOrDefault(CloudEventHeaders.ID, ""));
        }

        public String tenant() {
            return headers.getOrDefault(CloudEventHeaders.TENANT, "");
        }

        public JsonNode json() {
            return JSON.readTree(value);
        }
    }

    /// Publishes an event as its owner would, under a new id.
    ///
    /// @return the id
    public UUID publish(Topic topic, UUID key, DomainEvent event) {
        return publish(topic, key, event, UUID.randomUUID());
    }

    /// Publishes under a given id: a repeat, when it was published before.
    public UUID publish(Topic topic, UUID key, DomainEvent event, UUID id) {
        publish(topic.topicName(), key.toString(), headersOf(id, event, key), JSON.writeValueAsBytes(event));
        return id;
    }

    /// The headers of an honest record, for a test that forges one of them.
    public static Map<String, byte[]> headersOf(UUID id, DomainEvent event, UUID key) {
        return CloudEventHeaders.of(id, event, key.toString(), Instant.now());
    }

    /// Publishes exactly this, whatever it is; returns when the broker has it.
    public void publish(String topic, @Nullable String key, Map<String, byte[]> headers, byte @Nullable [] value) {
        var published = new ProducerRecord<>(topic, key == null ? null : key.getBytes(UTF_8), value);
        headers.forEach((name, bytes) -> published.headers().add(name, bytes));
        try {
            producer().send(published).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot publish to " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while publishing", e);
        }
    }

    /// Everything on the topic from its beginning to its present end; in order within a partition.
    public List<Published> read(String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrap, "enable.auto.commit", false, "isolation.level", "read_committed");
        try (var reader = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            List<Published> all = new ArrayList<>();
            Instant deadline = Instant.now().plus(PATIENCE);
            while (partitions.stream().anyMatch(one -> reader.position(one) < ends.getOrDefault(one, 0L))) {
                reader.poll(Duration.ofMillis(100)).forEach(polled -> all.add(published(polled)));
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("the end of " + topic + " is not reached");
                }
            }
            return all;
        }
    }

    public List<Published> read(Topic topic) {
        return read(topic.topicName());
    }

    public List<Published> read(Topic topic, UUID key) {
        return read(topic).stream()
                .filter(one -> one.key().equals(key.toString()))
                .toList();
    }

    /// Waits until `count` records of the key are there, and returns all of them.
    public List<Published> await(Topic topic, UUID key, int count) {
        return Awaitility.await(count + " records of " + key + " on " + topic.topicName())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> read(topic, key), found -> found.size() >= count);
    }

    private static Published published(ConsumerRecord<byte[], byte[]> polled) {
        Map<String, String> headers = new LinkedHashMap<>();
        polled.headers()
                .forEach(header ->
                        headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8)));
        return new Published(
                polled.topic(),
                polled.partition(),
                polled.offset(),
                polled.key() == null ? "" : new String(polled.key(), UTF_8),
                headers,
                polled.value() == null ? "" : new String(polled.value(), UTF_8));
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            Map<String, Object> config =
                    Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0, "enable.idempotence", true);
            producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }
}
