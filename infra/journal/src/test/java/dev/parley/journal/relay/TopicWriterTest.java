package dev.parley.journal.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TopicWriterTest {
    /// What the producer does when it has waited for metadata in vain: it refuses the record before `send` returns.
    private static final class RefusesOne extends MockProducer<byte[], byte[]> {
        private int sends;

        RefusesOne() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> sent, Callback callback) {
            sends++;
            if (sends == 2) {
                var refusal = new TimeoutException("no metadata in time");
                callback.onCompletion(null, refusal);
                return CompletableFuture.failedFuture(refusal);
            }
            return super.send(sent, callback);
        }
    }

    @Test
    void letsNoRecordOvertakeOneThatWasRefused() throws InterruptedException {
        var producer = new RefusesOne();
        var writer = new TopicWriter(producer, Duration.ofMinutes(1));
        List<ProducerRecord<byte[], byte[]>> records = Stream.of("1", "2", "3")
                .map(text -> new ProducerRecord<>("topic", new byte[] {7}, text.getBytes()))
                .toList();
        assertThatThrownBy(() -> writer.write(records, () -> false)).isInstanceOf(KafkaException.class);
        assertThat(producer.history()).containsExactly(records.getFirst());

        writer.write(records, () -> false);
        assertThat(producer.history())
                .extracting(record -> new String(record.value()))
                .containsExactly("1", "1", "2", "3");
    }

    /// With a second request under way a broker that comes back may refuse the first and take the second. Seen when
    /// Kafka was killed under load; too rare an order of events to be made at will.
    @Test
    void hasOneRequestUnderWay() {
        assertThat(TopicWriter.settings(Map.of(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5)))
                .containsEntry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1)
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    }

    /// A batch that is tried for ever.
    @Test
    void givesAProducerUpThatStoresNothingForLong() {
        var producer = new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        var writer = new TopicWriter(producer, Duration.ofMillis(300));
        assertThatThrownBy(() -> writer.write(
                        List.of(new ProducerRecord<>("topic", new byte[] {7}, new byte[] {1})), () -> false))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("stored nothing");
    }
}
