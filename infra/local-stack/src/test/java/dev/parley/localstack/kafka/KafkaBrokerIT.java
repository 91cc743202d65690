package dev.parley.localstack.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.Topic;
import dev.parley.localstack.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class KafkaBrokerIT {

    private static final String CLAIMS = Topic.CLAIM_EVENTS.topicName();

    @TempDir
    Path folder;

    private final int port = FreePorts.next();
    private final int controllerPort = FreePorts.next();

    @Test
    void keepsRecordsAndGroupPositionsThroughARestart() throws Exception {
        BrokerConfig config = BrokerConfig.in(folder, port, controllerPort);
        try (KafkaBroker broker = KafkaBroker.start(config)) {
            Topics.ensure(broker.bootstrap(), Topics.catalogue());
            Topics.ensure(broker.bootstrap(), Topics.catalogue());
            send("first");
            assertThat(read(1)).containsExactly("first");
        }
        try (KafkaBroker again = KafkaBroker.start(config)) {
            send("second");
            assertThat(read(1)).containsExactly("second");
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", again.bootstrap()))) {
                assertThat(admin.describeTopics(List.of(CLAIMS))
                                .allTopicNames()
                                .get()
                                .get(CLAIMS)
                                .partitions())
                        .hasSize(8);
            }
        }
    }

    @Test
    void makesNoTopicByItself() {
        try (KafkaBroker broker = KafkaBroker.start(BrokerConfig.in(folder, port, controllerPort))) {
            assertThat(broker.bootstrap()).endsWith(":" + port);
            assertThatThrownBy(() -> send("lost"))
                    .rootCause()
                    .isInstanceOfAny(UnknownTopicOrPartitionException.class, TimeoutException.class);
        }
    }

    private void send(String value) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", "127.0.0.1:" + port, "max.block.ms", "3000"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(CLAIMS, "key", value)).get(10, TimeUnit.SECONDS);
        }
    }

    /// Through the rebalance protocol the services use.
    private List<String> read(int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", "127.0.0.1:" + port,
                "group.id", "reader",
                "group.protocol", "consumer",
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest");
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(CLAIMS));
            while (values.size() < count) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            }
            consumer.commitSync();
        }
        return values;
    }
}
