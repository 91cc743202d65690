package dev.parley.journal.relay;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/// Makes the relay's Kafka clients with the service's connection settings.
final class KafkaAccess {
    private final KafkaProperties properties;

    KafkaAccess(KafkaProperties properties) {
        this.properties = properties;
    }

    TopicWriter writer() {
        Map<String, Object> config = properties.buildProducerProperties();
        config.merge("client.id", "-relay", (name, suffix) -> String.valueOf(name) + suffix);
        return new TopicWriter(config);
    }

    /// A reader outside of every consumer group.
    KafkaConsumer<byte[], byte[]> reader() {
        Map<String, Object> config = new HashMap<>(properties.buildConsumerProperties());
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return new KafkaConsumer<>(config);
    }
}
