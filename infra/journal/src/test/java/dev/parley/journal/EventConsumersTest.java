package dev.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

class EventConsumersTest {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(3);

    /// While the broker is away every service waits for it at once. What they burn meanwhile, the broker lacks when it
    /// starts: a consumer that turns without pause takes a quarter of a core and more.
    @Test
    void waitsForABrokerWithoutBurningTime() {
        var kafka = new KafkaProperties();
        kafka.setBootstrapServers(List.of("127.0.0.1:1"));
        kafka.getConsumer().setGroupId("waiting");
        var properties = new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("journal.consumer", ConsumerProperties.class);
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(EventConsumers.settings(kafka, properties))) {
            consumer.subscribe(List.of("topic"));
            consumer.poll(WARM_UP);

            long cpuBefore = system.getProcessCpuTime();
            long before = System.nanoTime();
            assertThat(consumer.poll(MEASURED)).isEmpty();
            double cores = (double) (system.getProcessCpuTime() - cpuBefore) / (System.nanoTime() - before);

            assertThat(cores).as("cores in use while no broker answers").isLessThan(0.15);
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }
}
