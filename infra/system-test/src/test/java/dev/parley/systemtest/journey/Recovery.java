package dev.parley.systemtest.journey;

import static dev.parley.systemtest.client.DemoUser.BRUNO;
import static dev.parley.systemtest.client.DemoUser.DIANE;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import dev.parley.localstack.process.ProcessId;
import dev.parley.systemtest.client.Client;
import dev.parley.systemtest.client.Person;
import dev.parley.systemtest.stack.Stack;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the stack works, and waiting until it does again.
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final Duration HEALED = Duration.ofMinutes(2);
    private static final Duration REST = Duration.ofSeconds(45);
    private static final Duration CALM = Duration.ofSeconds(3);

    private final Stack stack;
    private final Client client;
    private final Person diane;

    Recovery(Stack stack, Client client) {
        this.stack = stack;
        this.client = client;
        diane = client.as(DIANE);
    }

    /// One request to each service, through the gateway, and a fresh token.
    boolean everythingWorks() {
        try {
            Person bruno = client.as(BRUNO);
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

    /// What an earlier test broke is whole again, and no longer being compiled: a second fault on
    /// top is not what tests of one fault are about.
    void awaitQuiet() {
        await("what an earlier test broke has healed").atMost(HEALED).until(this::everythingWorks);
        awaitBusyAtMost(0.4);
    }

    /// The load that runs is no longer being compiled: a process that starts beside all the compilers of the others
    /// takes a minute for what it does in ten seconds.
    void awaitWarm() {
        awaitBusyAtMost(0.7);
    }

    /// For some seconds in a row; a machine that is too slow for that is not waited for.
    private static void awaitBusyAtMost(double share) {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try {
            await().atMost(REST)
                    .pollInterval(Duration.ofSeconds(1))
                    .during(CALM)
                    .until(() -> machine.getCpuLoad() < share);
        } catch (ConditionTimeoutException busy) {
            LOG.info("the machine did not come to rest within {}", REST);
        }
    }

    /// Another process than `gone` has taken the victim's place, and everything works.
    ///
    /// @return seconds it took
    double awaitReturn(String victim, ProcessId gone, Duration longest) {
        return awaitAll(victim, longest, () -> stack.isBack(victim, gone) && everythingWorks());
    }

    /// The same process goes on, and everything works.
    ///
    /// @return seconds it took
    double awaitHealing(String victim, Duration longest) {
        return awaitAll(victim, longest, this::everythingWorks);
    }

    private double awaitAll(String victim, Duration longest, BooleanSupplier isWhole) {
        long begun = System.nanoTime();
        try {
            await().atMost(longest).until(isWhole::getAsBoolean);
        } catch (ConditionTimeoutException tooLate) {
            throw new AssertionError(
                    victim + " is not back after " + longest + "; the end of its log:\n" + stack.endOfLog(victim)
                            + "\nand of the supervisor's:\n" + stack.endOfLog("supervisor"),
                    tooLate);
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}
