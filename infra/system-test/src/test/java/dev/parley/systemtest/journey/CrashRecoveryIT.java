package dev.parley.systemtest.journey;

import static dev.parley.systemtest.client.DemoUser.CHLOE;
import static dev.parley.systemtest.client.DemoUser.DIANE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import dev.parley.localstack.process.ProcessId;
import dev.parley.systemtest.client.Client;
import dev.parley.systemtest.client.DemoUser;
import dev.parley.systemtest.client.Person;
import dev.parley.systemtest.history.Checker;
import dev.parley.systemtest.load.Load;
import dev.parley.systemtest.load.Surfaces;
import dev.parley.systemtest.stack.SharedStack;
import dev.parley.systemtest.stack.Stack;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Any single process is killed while people talk. It comes back without a hand on it, and no promise is broken: every
/// acknowledged message is there exactly once on every surface, and whoever listens misses nothing and sees nothing
/// twice.
@ExtendWith(SharedStack.class)
class CrashRecoveryIT {

    private static final Logger LOG = LoggerFactory.getLogger(CrashRecoveryIT.class);

    /// What is promised. The stack of the tests runs without the caches that halve a start, beside the load generator.
    private static final Duration BACK = Duration.ofSeconds(30);

    /// For all that is not the return itself.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration REST = Duration.ofSeconds(45);
    private static final Duration HEALED = Duration.ofMinutes(2);
    private static final int CLAIMS = 10;
    private static final int MESSAGES_PER_SECOND = 50;
    private static final int BEFORE = 60;
    private static final int AFTER = 100;

    private final Stack stack;
    private final Client client;
    private final Person chloe;
    private final Person diane;

    CrashRecoveryIT(Stack stack) {
        this.stack = stack;
        client = new Client(stack.address());
        chloe = client.as(CHLOE);
        diane = client.as(DIANE);
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
        await("what an earlier test killed has healed").atMost(HEALED).until(this::everythingWorks);
        awaitRest();
        try (var load = new Load(client, CLAIMS, MESSAGES_PER_SECOND)) {
            awaitAcknowledged(load, BEFORE);
            long begun = System.nanoTime();
            ProcessId killed = stack.kill(victim);
            awaitReturn(victim, killed);
            double seconds = (System.nanoTime() - begun) / 1e9;
            awaitAcknowledged(load, load.history().acknowledged() + AFTER);
            load.stopSending();
            assertNothingIsBroken(load);
            LOG.info(
                    "{} was back after {} s: {} acknowledged, {} attempts without an answer, {} reconnections",
                    victim,
                    "%.1f".formatted(seconds),
                    load.history().acknowledged(),
                    load.history().unknown(),
                    load.reconnections());
        }
    }

    /// What was restarted before is still being compiled; a second crash on top is not what this test is about.
    private static void awaitRest() {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try {
            await().atMost(REST).pollInterval(Duration.ofSeconds(1)).until(() -> machine.getCpuLoad() < 0.4);
        } catch (ConditionTimeoutException busy) {
            LOG.info("the machine did not come to rest within {}", REST);
        }
    }

    private void awaitReturn(String victim, ProcessId killed) {
        try {
            await().atMost(BACK).until(() -> stack.isBack(victim, killed) && everythingWorks());
        } catch (ConditionTimeoutException tooLate) {
            throw new AssertionError(
                    victim + " is not back after " + BACK + "; the end of its log:\n" + stack.endOfLog(victim)
                            + "\nand of the supervisor's:\n" + stack.endOfLog("supervisor"),
                    tooLate);
        }
    }

    private void assertNothingIsBroken(Load load) {
        var surfaces = new Surfaces(chloe, load.conversations());
        load.awaitListeners(surfaces);
        assertThat(Checker.check(load.history(), surfaces.log())).isEmpty();
        for (int i = 0; i < CLAIMS; i++) {
            assertThat(Surfaces.messageList(chloe, load.claims().get(i)))
                    .isEqualTo(surfaces.messages(load.conversations().get(i)));
        }
        await("the topic agrees with the log").atMost(PATIENCE).untilAsserted(() -> {
            var topic = Surfaces.topic(stack.kafka());
            assertThat(load.conversations())
                    .allSatisfy(conversation -> assertThat(topic.get(conversation))
                            .isEqualTo(surfaces.log().get(conversation)));
        });
        await("the admins' view agrees with the log").atMost(PATIENCE).untilAsserted(() -> {
            for (int i = 0; i < CLAIMS; i++) {
                assertThat(Surfaces.adminList(diane, load.claims().get(i)))
                        .isEqualTo(surfaces.messages(load.conversations().get(i)));
            }
        });
    }

    /// One request to each service, through the gateway, and a fresh token.
    private boolean everythingWorks() {
        try {
            Person bruno = client.as(DemoUser.BRUNO);
            return bruno.tryGetting("/claims?limit=1").status() == 200
                    && bruno.tryGetting("/messages/unread-count").status() == 200
                    && bruno.tryGetting("/notifications?limit=1").status() == 200
                    && bruno.tryGetting("/presence?userIds=" + bruno.userId()).status() == 200
                    && bruno.tryGetting("/attachments/" + UUID.randomUUID()).status() == 404
                    && diane.tryGetting("/admin/messages?limit=1").status() == 200;
        } catch (IOException | AssertionError notYet) {
            return false;
        }
    }

    private static void awaitAcknowledged(Load load, long count) {
        await("messages flow").atMost(PATIENCE).until(() -> load.history().acknowledged() >= count);
    }
}
