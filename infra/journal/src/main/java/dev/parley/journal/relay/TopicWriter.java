package dev.parley.journal.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Sends records and returns when all of them are stored by Kafka.
///
/// Order per key: one request is under way at a time and no record is given up, so a record can not overtake one that
/// is tried again. Idempotence alone does not promise that: a broker that knows nothing yet of a producer takes any
/// number as its first. Of two requests of a new producer, sent while a broker comes back, it may refuse the first and
/// take the second; then the first is out of order for good, and its records come after those of the second.
///
/// When nothing is stored for long the whole producer is given up. The caller begins again with a new one where it
/// began; what had arrived is repeated in the same order, and consumers pass it by.
final class TopicWriter implements AutoCloseable {
    private static final long LOOK_UP_MILLIS = 200;

    private static final int BATCH_BYTES = 256 * 1024;

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final Duration longestSilence;

    TopicWriter(Map<String, Object> connection) {
        this(
                new KafkaProducer<>(settings(connection), new ByteArraySerializer(), new ByteArraySerializer()),
                LONGEST_SILENCE);
    }

    TopicWriter(Producer<byte[], byte[]> producer, Duration longestSilence) {
        this.producer = producer;
        this.longestSilence = longestSilence;
    }

    static Map<String, Object> settings(Map<String, Object> connection) {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        // A request carries one batch of each partition: what waits for the request under way goes with the next.
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 1_000);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        config.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        config.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        return config;
    }

    /// A record is not even taken while the producer does not know who leads its partition. When that lasts
    /// too long it is refused at once, and the next one, sent a moment later, might be taken: so nothing is
    /// sent after a refusal.
    ///
    /// @param givenUp asked from time to time while Kafka does not answer
    void write(List<ProducerRecord<byte[], byte[]>> records, BooleanSupplier givenUp) throws InterruptedException {
        var stored = new CountDownLatch(records.size());
        var failure = new AtomicReference<Exception>();
        for (ProducerRecord<byte[], byte[]> published : records) {
            if (failure.get() != null) {
                stored.countDown();
                continue;
            }
            producer.send(published, (_, error) -> {
                if (error != null) {
                    failure.compareAndSet(null, error);
                }
                stored.countDown();
            });
        }
        long missing = stored.getCount();
        long lastSign = System.nanoTime();
        while (!stored.await(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS)) {
            if (givenUp.getAsBoolean()) {
                throw new KafkaException("given up while waiting for Kafka");
            }
            if (stored.getCount() < missing) {
                missing = stored.getCount();
                lastSign = System.nanoTime();
            } else if (System.nanoTime() - lastSign > longestSilence.toNanos()) {
                throw new KafkaException("Kafka has stored nothing for " + longestSilence);
            }
        }
        Exception error = failure.get();
        if (error != null) {
            throw new KafkaException("Kafka refused a record", error);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
