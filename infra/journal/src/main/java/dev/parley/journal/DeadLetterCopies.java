package dev.parley.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.contracts.CloudEventHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/// Copies dead letters to `<topic>.<group>.dlt`, where the tools for Kafka see them. The row is what
/// counts: a copy that fails is made later, and may be made twice.
final class DeadLetterCopies implements AutoCloseable {
    private static final Set<String> KNOWN_HEADERS = Set.of(
            CloudEventHeaders.SPEC_VERSION,
            CloudEventHeaders.ID,
            CloudEventHeaders.TYPE,
            CloudEventHeaders.SOURCE,
            CloudEventHeaders.TIME,
            CloudEventHeaders.SUBJECT,
            CloudEventHeaders.TENANT,
            CloudEventHeaders.CONTENT_TYPE,
            CloudEventHeaders.TRACE_PARENT);
    private static final int AT_ONCE = 100;
    private static final long ACKNOWLEDGED_SECONDS = 6;
    private static final String KEPT_MILLIS = Long.toString(TimeUnit.DAYS.toMillis(30));

    private final DeadLetterStore letters;
    private final Inbox inbox;
    private final KafkaProperties kafka;
    private final String group;
    private final Set<String> made = new TreeSet<>();
    private @Nullable Producer<byte[], byte[]> producer;

    DeadLetterCopies(DeadLetterStore letters, Inbox inbox, KafkaProperties kafka, String group) {
        this.letters = letters;
        this.inbox = inbox;
        this.kafka = kafka;
        this.group = group;
    }

    /// Called by one thread.
    ///
    /// @return how many were copied
    int copyWaiting() {
        Integer copied = inbox.transactions().execute(_ -> {
            List<DeadLetterStore.Kept> uncopied = letters.uncopied(AT_ONCE);
            if (!uncopied.isEmpty()) {
                copy(uncopied);
                letters.copied(uncopied);
            }
            return uncopied.size();
        });
        return copied == null ? 0 : copied;
    }

    private void copy(List<DeadLetterStore.Kept> uncopied) {
        Set<String> topics = new TreeSet<>();
        uncopied.forEach(kept -> topics.add(deadLetterTopic(kept.letter().topic())));
        try {
            makeMissing(topics);
            List<Future<?>> sent = new ArrayList<>();
            for (DeadLetterStore.Kept kept : uncopied) {
                sent.add(producer().send(recordOf(kept)));
            }
            for (Future<?> one : sent) {
                one.get(ACKNOWLEDGED_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("dead letters are not copied yet: " + Failures.nameOf(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while copying dead letters", e);
        }
    }

    private String deadLetterTopic(String topic) {
        return topic + "." + group + ".dlt";
    }

    private ProducerRecord<byte[], byte[]> recordOf(DeadLetterStore.Kept kept) {
        DeadLetter letter = kept.letter();
        var copy = new ProducerRecord<>(
                deadLetterTopic(letter.topic()),
                letter.key().getBytes(UTF_8),
                kept.raw().value());
        for (RawRecord.Header header : kept.raw().headers()) {
            // A foreign header could carry anything, content too.
            if (KNOWN_HEADERS.contains(header.name())) {
                copy.headers().add(header.name(), header.value());
            }
        }
        copy.headers().add("parley-failure", letter.failure().getBytes(UTF_8));
        copy.headers().add("parley-topic", letter.topic().getBytes(UTF_8));
        copy.headers()
                .add("parley-partition", Integer.toString(letter.partition()).getBytes(UTF_8));
        copy.headers().add("parley-offset", Long.toString(letter.offset()).getBytes(UTF_8));
        return copy;
    }

    private void makeMissing(Set<String> topics) throws InterruptedException, ExecutionException, TimeoutException {
        topics.removeAll(made);
        if (topics.isEmpty()) {
            return;
        }
        try (Admin admin = Admin.create(kafka.buildAdminProperties())) {
            List<NewTopic> wanted = topics.stream()
                    .map(name -> new NewTopic(name, Optional.of(1), Optional.empty())
                            .configs(Map.of("retention.ms", KEPT_MILLIS)))
                    .toList();
            for (Future<Void> creation : admin.createTopics(wanted).values().values()) {
                try {
                    creation.get(ACKNOWLEDGED_SECONDS, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        }
        made.addAll(topics);
    }

    private Producer<byte[], byte[]> producer() {
        if (producer == null) {
            Map<String, Object> config = new HashMap<>(kafka.buildProducerProperties());
            config.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
            config.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
            config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
            config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
            config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
            config.merge("client.id", "-dead-letters", (name, suffix) -> String.valueOf(name) + suffix);
            producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }
}
