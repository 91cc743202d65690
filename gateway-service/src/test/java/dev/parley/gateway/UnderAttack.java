package dev.parley.gateway;

import static dev.parley.testkit.Cast.CHLOE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/// A gateway to be attacked, with somebody on it who goes on working, and everything that must still hold afterwards:
/// it is ready, the other socket is served, nothing failed in its log, no session and no buffer is left behind.
final class UnderAttack implements AutoCloseable {
    /// Few, so that places that are not given back run out soon.
    private static final int MOST_UNAUTHENTICATED = 20;

    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Failures failures = new Failures();
    final RunningGateway gateway;
    private final TestSocket bystander;

    private static final class Failures extends AppenderBase<ILoggingEvent> {
        private final List<String> seen = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getThrowableProxy() != null) {
                seen.add(event.getLoggerName() + ": " + event.getFormattedMessage());
            }
        }
    }

    UnderAttack() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        gateway = new RunningGateway(
                "gateway.sockets.authentication-timeout=1s",
                "gateway.sockets.most-unauthenticated=" + MOST_UNAUTHENTICATED,
                "PARLEY_ALLOWED_ORIGINS=https://portal.example");
        bystander = gateway.socketOf(CHLOE);
        failures.setContext(root.getLoggerContext());
        failures.start();
        root.addAppender(failures);
    }

    int port() {
        return gateway.port();
    }

    /// After each attack.
    void assertUnharmed() {
        assertThat(bystander.ask("ping", Map.of()).path("type").asString()).isEqualTo("ack");
        assertThat(gateway.management().get("/health/readiness").status()).isEqualTo(200);
        Awaitility.await("the attacker's session is gone")
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> sessions() == 1);
        assertThat(failures.seen).as("failures in the log").isEmpty();
    }

    private int sessions() {
        return gateway.management()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("parley_gateway_sessions "))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }

    /// A buffer that was lost is reported when it has been collected and another one is taken.
    private void assertNothingLeaked() {
        for (int i = 0; i < 5; i++) {
            System.gc();
            for (int taken = 0; taken < 200; taken++) {
                PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
            }
        }
        assertThat(failures.seen).as("failures in the log").isEmpty();
    }

    @Override
    public void close() {
        try {
            assertNothingLeaked();
            bystander.close();
        } finally {
            root.detachAppender(failures);
            gateway.close();
            ResourceLeakDetector.setLevel(before);
        }
    }
}
