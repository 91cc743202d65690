package dev.parley.systemtest.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.localstack.process.ProcessId;
import dev.parley.systemtest.client.Client;
import dev.parley.systemtest.load.Load;
import dev.parley.systemtest.stack.SharedStack;
import dev.parley.systemtest.stack.Stack;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A crowd listens, dozens of conversations go on, and one process after the other is killed,
/// frozen or asked to end. Each time everything works again by itself, everybody listens again and
/// messages flow; in the end no promise is broken. Numbers are settings, see README.md of this
/// module.
@ExtendWith(SharedStack.class)
class FaultsUnderLoadIT {

    private static final Logger LOG = LoggerFactory.getLogger(FaultsUnderLoadIT.class);

    private static final int LISTENERS = Integer.getInteger("parley.faults.listeners", 400);
    private static final int CLAIMS = Integer.getInteger("parley.faults.claims", 40);
    private static final int MESSAGES_PER_SECOND = Integer.getInteger("parley.faults.rate", 30);
    private static final List<String> VICTIMS = List.of(System.getProperty(
                    "parley.faults.victims", "presence-service,messaging-service,kafka,postgres,gateway-service")
            .split(",", -1));

    /// Longer than any client waits for an answer, shorter than any waits for a frame.
    private static final Duration FROZEN = Duration.ofSeconds(20);

    /// With the crowd on the same two cores, and without the caches that halve a start. What it
    /// took is in the log.
    private static final Duration BACK = Duration.ofSeconds(120);

    private static final Duration ALL_BACK = Duration.ofSeconds(180);
    private static final Duration FLOWING = Duration.ofSeconds(120);
    private static final int SECONDS_BETWEEN = 4;

    private final Stack stack;
    private final Client client;
    private final Recovery recovery;
    private final Verdict verdict;

    FaultsUnderLoadIT(Stack stack) {
        this.stack = stack;
        client = new Client(stack.address());
        recovery = new Recovery(stack, client);
        verdict = new Verdict(stack, client);
    }

    private enum Fault {
        KILL,
        FREEZE,
        RESTART
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void breaksNoPromise(Fault fault) {
        recovery.awaitQuiet();
        int writers = 2 * CLAIMS;
        try (var load = Load.withCrowd(client, CLAIMS, MESSAGES_PER_SECOND, LISTENERS - writers)) {
            for (String victim : VICTIMS) {
                awaitFlow(load);
                double whole = befall(fault, victim);
                long begun = System.nanoTime();
                awaitEverybody(load);
                LOG.info(
                        "{} of {}: all works after {} s, everybody listens {} s later; {} acknowledged, {} unknown",
                        fault,
                        victim,
                        seconds(whole),
                        seconds((System.nanoTime() - begun) / 1e9),
                        load.history().acknowledged(),
                        load.history().unknown());
            }
            awaitFlow(load);
            load.stopSending();
            verdict.nothingIsBroken(load);
            LOG.info(
                    "{}: {} listeners, {} acknowledged, {} events, {} reconnections, {} holes noticed by heartbeat",
                    fault,
                    load.listeners(),
                    load.history().acknowledged(),
                    load.history().size(),
                    load.reconnections(),
                    load.noticed());
        }
    }

    /// @return seconds from the fault, or from its end, until everything works
    private double befall(Fault fault, String victim) {
        return switch (fault) {
            case KILL -> recovery.awaitReturn(victim, stack.kill(victim), BACK);
            case RESTART -> recovery.awaitReturn(victim, stack.end(victim), BACK);
            case FREEZE -> {
                List<ProcessId> frozen = stack.freeze(victim);
                try {
                    await("the end of the frost")
                            .pollDelay(FROZEN)
                            .atMost(FROZEN.multipliedBy(2))
                            .until(() -> true);
                } finally {
                    stack.thaw(frozen);
                }
                yield recovery.awaitHealing(victim, BACK);
            }
        };
    }

    private void awaitEverybody(Load load) {
        await("everybody listens again")
                .atMost(ALL_BACK)
                .untilAsserted(() -> assertThat(load.listening()).isEqualTo(load.listeners()));
    }

    private void awaitFlow(Load load) {
        long enough = load.history().acknowledged() + (long) SECONDS_BETWEEN * MESSAGES_PER_SECOND;
        await("messages flow").atMost(FLOWING).until(() -> load.history().acknowledged() >= enough);
    }

    private static String seconds(double value) {
        return "%.1f".formatted(value);
    }
}
