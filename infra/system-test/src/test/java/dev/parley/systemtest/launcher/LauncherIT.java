package dev.parley.systemtest.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.localstack.process.ProcessId;
import dev.parley.systemtest.stack.Checkout;
import dev.parley.systemtest.stack.Launcher;
import dev.parley.systemtest.stack.Launcher.Said;
import dev.parley.systemtest.stack.Stack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What the launcher does when things are not as they should be. The stack has no services: PostgreSQL, Kafka, sign-in
/// and the supervisor are enough to see it, and start in seconds.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LauncherIT {

    private static final Duration QUICKLY = Duration.ofSeconds(20);
    private static final Duration START = Duration.ofSeconds(60);
    private static final List<String> PROCESSES = List.of("postgres", "kafka", "dev-signin", "supervisor");

    private Stack stack;

    @BeforeAll
    void start(@TempDir Path emptyCheckout) throws IOException {
        stack = Stack.start(emptyCheckout, "launcher-stack");
    }

    @BeforeEach
    void isUp() {
        Said said = stack.launcher().run(START, "up", "--detach");
        assertThat(said.exit()).as(said.text()).isZero();
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void saysThatItRunsAlreadyAndTouchesNothing() {
        List<ProcessId> before = running();
        Said said = stack.launcher().run(QUICKLY, "up", "--detach");
        assertThat(said.exit()).isZero();
        assertThat(said.text()).contains("running already");
        assertThat(running()).isEqualTo(before);
    }

    @Test
    void leavesNothingBehindAfterDown() {
        List<ProcessId> before = running();
        Said said = stack.launcher().run(START, "down");
        assertThat(said.exit()).isZero();
        assertThat(said.text()).contains("Parley has stopped");
        assertThat(before).noneMatch(ProcessId::alive);
        assertThat(processesOf(stack.launcher().state())).isEmpty();
        stack.launcher().settings().forEach((setting, port) -> {
            if (setting.endsWith("_PORT")) {
                assertThat(free(Integer.parseInt(port))).as(setting).isTrue();
            }
        });
        Said status = stack.launcher().run(QUICKLY, "status");
        assertThat(status.exit()).isEqualTo(1);
        assertThat(status.text()).contains("Nothing of Parley runs");
    }

    @Test
    void bringsAKilledSupervisorBackWhileEverythingElseGoesOn() {
        ProcessId postgres = stack.process("postgres").orElseThrow();
        ProcessId killed = stack.kill("supervisor");
        await().atMost(Duration.ofSeconds(30)).until(() -> stack.isBack("supervisor", killed));
        assertThat(stack.process("postgres")).contains(postgres);
    }

    @Test
    void explainsItWhenNobodyWatchesAndTakesOverOnUp() {
        ProcessId kafka = stack.process("kafka").orElseThrow();
        stack.kill("guardian");
        stack.kill("supervisor");
        Said status = stack.launcher().run(QUICKLY, "status");
        assertThat(status.exit()).isZero();
        assertThat(status.text()).contains("supervisor has ended").contains("up --detach");

        Said up = stack.launcher().run(START, "up", "--detach");
        assertThat(up.exit()).isZero();
        assertThat(up.text()).contains("Taking over");
        assertThat(stack.process("kafka")).contains(kafka);
        assertThat(stack.process("supervisor")).isPresent();
    }

    @Test
    void namesThePortItsHolderAndTheSettingWhenAPortIsTaken(@TempDir Path root) throws IOException {
        Launcher other = Launcher.withOwnPorts(root, root.resolve("state"));
        try (var holder = new ServerSocket(other.port("PARLEY_KAFKA_PORT"), 1, InetAddress.getLoopbackAddress())) {
            Said said = other.run(QUICKLY, "up", "--detach");
            assertOneSentence(said);
            assertThat(said.text())
                    .contains("Port " + holder.getLocalPort())
                    .contains("process " + ProcessHandle.current().pid())
                    .contains("PARLEY_KAFKA_PORT");
        }
        assertThat(processesOf(other.state())).isEmpty();
    }

    @Test
    void asksForAJdkInOneSentence(@TempDir Path noJdk) {
        Path script = Checkout.root().resolve("parley");
        Said said = stack.launcher()
                .with("PARLEY_JAVA_HOME", noJdk.toString())
                .runProgram(QUICKLY, List.of(script.toString(), "up", "--detach"));
        assertOneSentence(said);
        assertThat(said.text()).contains("JDK 25");
    }

    @Test
    void saysInOneSentenceThatTheDiskIsFull(@TempDir Path root) throws IOException {
        Launcher other = Launcher.withOwnPorts(root, Files.createDirectory(root.resolve("state")));
        Said said = other.runOnFullDisk(QUICKLY, "up", "--detach");
        assertOneSentence(said);
        assertThat(said.text()).contains(other.state().toString()).contains("free s");
        assertThat(processesOf(other.state())).isEmpty();
    }

    @Test
    void refusesAPortThatIsNone(@TempDir Path root) {
        Said said = new Launcher(root, root.resolve("state"), Map.of("PARLEY_KAFKA_PORT", "many")).run(QUICKLY, "up");
        assertOneSentence(said);
        assertThat(said.text()).contains("PARLEY_KAFKA_PORT").contains("many");
    }

    @Test
    void refusesAScaleThatIsNoneInOneSentence() {
        List<ProcessId> before = running();
        for (String scale : List.of("kafka=2", "billing-service=2", "gateway-service=9", "gateway-service")) {
            Said said = stack.launcher().run(QUICKLY, "up", "--detach", "--scale", scale);
            assertOneSentence(said);
            assertThat(said.text()).contains(scale.split("=", -1)[0]);
        }
        assertThat(running()).isEqualTo(before);
    }

    /// There is no service here to start; that the replicas themselves run is shown with a whole stack.
    @Test
    void keepsTheScaleUntilItIsToldAnotherOne() {
        List<ProcessId> ground = ground();
        Said more = stack.launcher().run(START, "up", "--detach", "--scale", "gateway-service=2,claims-service=3");
        assertThat(more.exit()).as(more.text()).isZero();
        assertThat(more.text()).contains("Changing the number").contains("gateway-service=2,claims-service=3");
        ProcessId killed = stack.kill("supervisor");
        await().atMost(Duration.ofSeconds(30)).until(() -> stack.isBack("supervisor", killed));
        Said again = stack.launcher().run(START, "up", "--detach");
        assertThat(again.text()).contains("running already").contains("gateway-service=2,claims-service=3");
        Said status = stack.launcher().run(QUICKLY, "status");
        assertThat(status.text()).contains("gateway-service-2", "claims-service-3");

        Said less = stack.launcher().run(START, "up", "--detach", "--scale", "gateway-service=1");
        assertThat(less.exit()).as(less.text()).isZero();
        assertThat(less.text()).contains("one of each service");
        assertThat(stack.launcher().run(QUICKLY, "status").text()).doesNotContain("-service-2");
        assertThat(ground()).isEqualTo(ground);
    }

    private List<ProcessId> ground() {
        return running().subList(0, PROCESSES.size() - 1);
    }

    private List<ProcessId> running() {
        return PROCESSES.stream().map(name -> stack.process(name).orElseThrow()).toList();
    }

    private static void assertOneSentence(Said said) {
        assertThat(said.exit()).as(said.text()).isEqualTo(1);
        assertThat(said.text().strip()).doesNotContain("\n").doesNotContain("Exception");
    }

    /// Whatever has the state folder in its command line.
    private static List<String> processesOf(Path state) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.contains(state.toString()) && !command.contains("tail --pid"))
                .toList();
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
