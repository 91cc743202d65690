package dev.parley.journal.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.pipeline.Sizeable;
import io.debezium.util.LoggingContext;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// With the engine's own queue around it, because what it does for us hangs on how that one asks.
class RestingQueueTest {
    private static final int POLLS = 300;
    private static final int RECORDS = 20_000;

    private record Numbered(int number) implements Sizeable {
        @Override
        public long objectSize() {
            return 1;
        }
    }

    private static ChangeEventQueue<Numbered> queue() {
        return new ChangeEventQueue.Builder<Numbered>()
                .pollInterval(Duration.ofMillis(5))
                .maxBatchSize(64)
                .maxQueueSize(256)
                .queueProvider(new RestingQueue<>())
                .loggingContextSupplier(() -> LoggingContext.forConnector("test", "test", "test"))
                .build();
    }

    @Test
    void letsAPollOfNothingCostNextToNothing() throws InterruptedException {
        var threads = ManagementFactory.getThreadMXBean();
        ChangeEventQueue<Numbered> queue = queue();
        polled(queue, POLLS);

        long cpuBefore = threads.getCurrentThreadCpuTime();
        long before = System.nanoTime();
        polled(queue, POLLS);
        double cores = (double) (threads.getCurrentThreadCpuTime() - cpuBefore) / (System.nanoTime() - before);

        assertThat(cores).as("cores in use for polling nothing").isLessThan(0.08);
    }

    private static void polled(ChangeEventQueue<Numbered> queue, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            assertThat(queue.poll()).isEmpty();
        }
    }

    @Test
    void handsOnEverythingInOrder() throws InterruptedException {
        ChangeEventQueue<Numbered> queue = queue();
        List<Integer> taken = new ArrayList<>();
        Thread producer = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < RECORDS; i++) {
                    queue.enqueue(new Numbered(i));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (taken.size() < RECORDS) {
            queue.poll().forEach(each -> taken.add(each.number()));
        }
        producer.join();

        assertThat(taken).isEqualTo(IntStream.range(0, RECORDS).boxed().toList());
    }
}
