package dev.parley.systemtest.stack;

import dev.parley.localstack.process.ProcessId;
import dev.parley.localstack.stack.Components;
import dev.parley.localstack.stack.Replica;
import dev.parley.localstack.stack.RunRecord;
import dev.parley.localstack.stack.ServiceName;
import dev.parley.localstack.stack.StackState;
import dev.parley.localstack.stack.StackState.Condition;
import dev.parley.localstack.stack.StackState.Phase;
import dev.parley.localstack.stack.Workspace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A running stack of real processes that belongs to this test run alone.
///
/// The processes end with [#close]; if the test run is killed before that, a janitor shell ends
/// them.
public final class Stack implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(4);
    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);

    private static final int LINES_OF_LOG = 15;

    private final Launcher launcher;
    private final Workspace workspace;
    private final Process janitor;

    private Stack(Launcher launcher, Process janitor) {
        this.launcher = launcher;
        this.workspace = new Workspace(launcher.root(), launcher.state());
        this.janitor = janitor;
    }

    /// Starts from nothing: what an earlier run left in the state folder is stopped and deleted.
    ///
    /// @param name of the state folder below `target`
    /// @param options of `up`
    public static Stack start(Path root, String name, String... options) throws IOException {
        Launcher launcher = Launcher.withOwnPorts(root, Checkout.target().resolve(name));
        if (Files.exists(launcher.state())) {
            launcher.run(LONGEST_STOP, "down");
            delete(launcher.state());
        }
        var stack = new Stack(launcher.with("PARLEY_AOT", "off"), launcher.janitor());
        stack.up(options);
        return stack;
    }

    private void up(String... options) {
        Launcher.Said said;
        var arguments = new ArrayList<>(List.of("up", "--detach"));
        arguments.addAll(List.of(options));
        try {
            said = launcher.run(LONGEST_START, arguments.toArray(String[]::new));
        } catch (IllegalStateException tooLong) {
            close();
            throw new IllegalStateException(tooLong.getMessage() + "\n" + logs(), tooLong);
        }
        if (said.exit() != 0) {
            String logs = logs();
            close();
            throw new IllegalStateException("The stack does not start:\n" + said.text() + "\n" + logs);
        }
    }

    public Launcher launcher() {
        return launcher;
    }

    /// The gateway: the only address that clients know.
    public URI address() {
        return URI.create("http://127.0.0.1:" + launcher.port(ServiceName.GATEWAY.portSetting()));
    }

    /// Of one of several gateways, or of what else is asked directly.
    public URI address(Replica replica) {
        return URI.create("http://127.0.0.1:" + launcher.port(replica.portSetting()));
    }

    /// Where health and figures of one process are.
    public URI managementAddress(Replica replica) {
        return URI.create("http://127.0.0.1:" + (launcher.port(replica.portSetting()) + Ports.MANAGEMENT_OFFSET));
    }

    /// The address as people type it. The sign-in's redirects lead there.
    public URI addressForPeople() {
        return URI.create("http://localhost:" + launcher.port(ServiceName.GATEWAY.portSetting()));
    }

    public String kafka() {
        return "127.0.0.1:" + launcher.port("PARLEY_KAFKA_PORT");
    }

    /// The process that runs now; empty between a death and the next start.
    public Optional<ProcessId> process(String name) {
        return RunRecord.of(workspace, name).map(RunRecord::process).filter(ProcessId::alive);
    }

    /// `kill -9`.
    public ProcessId kill(String name) {
        return signal(name, "KILL");
    }

    /// Asks a process to end in order, as a new version's roll-out does; the supervisor starts it again.
    public ProcessId end(String name) {
        return signal(name, name.equals(Components.POSTGRES) ? "INT" : "TERM");
    }

    private ProcessId signal(String name, String signal) {
        ProcessId process = process(name).orElseThrow(() -> new IllegalStateException(name + " does not run"));
        process.signal(signal);
        return process;
    }

    /// `SIGSTOP`, for a database server with all its children: nothing answers, nothing is closed.
    ///
    /// @return what to [#thaw]
    public List<ProcessId> freeze(String name) {
        ProcessId victim = process(name).orElseThrow(() -> new IllegalStateException(name + " does not run"));
        // The parent first: it must not have new children while the others are being stopped.
        victim.signal("STOP");
        List<ProcessId> family = victim.family();
        family.forEach(process -> process.signal("STOP"));
        return family;
    }

    public void thaw(List<ProcessId> frozen) {
        frozen.forEach(process -> process.signal("CONT"));
    }

    /// True when another process than `before` has taken its place and the supervisor calls it
    /// ready.
    public boolean isBack(String name, ProcessId before) {
        Optional<ProcessId> now = process(name);
        if (now.isEmpty() || now.get().equals(before)) {
            return false;
        }
        Optional<StackState> state = StackState.read(workspace);
        return state.isPresent()
                && (state.get().phase() == Phase.READY)
                && state.get().components().stream()
                        .filter(component -> component.name().equals(name) || name.equals("supervisor"))
                        .allMatch(component -> component.condition() == Condition.READY
                                && process(component.name()).map(ProcessId::pid).orElse(0L) == component.pid());
    }

    public String endOfLog(String name) {
        return lastLines(workspace.log(name));
    }

    /// The last lines of every log, for the message of a failure.
    private String logs() {
        var all = new StringBuilder();
        try (Stream<Path> files = Files.list(workspace.logs())) {
            files.sorted()
                    .forEach(file -> all.append("--- ")
                            .append(file.getFileName())
                            .append('\n')
                            .append(lastLines(file)));
        } catch (IOException none) {
            all.append("(no logs)");
        }
        return all.toString();
    }

    private static String lastLines(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
        } catch (IOException none) {
            return "(no log)";
        }
    }

    @Override
    public void close() {
        try {
            launcher.run(LONGEST_STOP, "down");
        } finally {
            janitor.destroy();
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
