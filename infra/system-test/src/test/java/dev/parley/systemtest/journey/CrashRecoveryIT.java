package dev.parley.systemtest.journey;

import static org.awaitility.Awaitility.await;

import dev.parley.systemtest.client.Client;
import dev.parley.systemtest.load.Load;
import dev.parley.systemtest.stack.SharedStack;
import dev.parley.systemtest.stack.Stack;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Any single process is killed while people talk. It comes back without a hand on it, and no
/// promise is broken: every acknowledged message is there exactly once on every surface, and
/// whoever listens misses nothing and sees nothing twice.
@ExtendWith(SharedStack.class)
class CrashRecoveryIT {

    private static final Logger LOG = LoggerFactory.getLogger(CrashRecoveryIT.class);

    /// Twice what is promised. The stack of the tests runs without the caches that halve a start,
    /// beside the load generator, and other tests have just restarted all of it. What it took is in
    /// the log.
    private static final Duration BACK = Duration.ofSeconds(60);

    /// For all that is not the return itself.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int CLAIMS = 10;
    private static final int MESSAGES_PER_SECOND = 50;
    private static final int BEFORE = 60;
    private static final int AFTER = 100;

    private final Stack stack;
    private final Client client;
    private final Recovery recovery;
    private final Verdict verdict;

    CrashRecoveryIT(Stack stack) {
        this.stack = stack;
        client = new Client(stack.address());
        recovery = new Recovery(stack, client);
        verdict = new Verdict(stack, client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Those that cost the most to warm up again come last: each kill meets a stack that is warm.
                "attachment-service",
                "notification-service",
                "presence-service",
                "admin-service",
                "dev-signin",
                "supervisor",
                "postgres",
                "kafka",
                "claims-service",
                "messaging-service",
                "gateway-service"
            })
    void losesNothingWhenOneProcessIsKilled(String victim) {
        recovery.awaitQuiet();
        try (var load = new Load(client, CLAIMS, MESSAGES_PER_SECOND)) {
            awaitAcknowledged(load, BEFORE);
            recovery.awaitWarm();
            double seconds = recovery.awaitReturn(victim, stack.kill(victim), BACK);
            awaitAcknowledged(load, load.history().acknowledged() + AFTER);
            load.stopSending();
            verdict.nothingIsBroken(load);
            LOG.info(
                    "{} was back after {} s: {} acknowledged, {} attempts without an answer, {} reconnections",
                    victim,
                    "%.1f".formatted(seconds),
                    load.history().acknowledged(),
                    load.history().unknown(),
                    load.reconnections());
        }
    }

    private static void awaitAcknowledged(Load load, long count) {
        await("messages flow").atMost(PATIENCE).until(() -> load.history().acknowledged() >= count);
    }
}
