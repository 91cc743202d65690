package dev.parley.localstack.stack;

import dev.parley.localstack.process.ProcessId;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The shell script that starts the supervisor, and starts it again if it is killed while the stack is wanted. It costs
/// one sleeping shell.
public final class Guardian {

    private static final String SCRIPT = "guardian.sh";
    private static final String RECORD = "guardian";
    private static final Duration SOON = Duration.ofSeconds(3);

    private Guardian() {}

    /// Starts the guardian, which starts the supervisor.
    public static void startSupervisor(Workspace workspace) {
        launch(workspace, List.of());
    }

    /// Starts a guardian for a supervisor that runs already.
    static void attach(Workspace workspace) {
        launch(
                workspace,
                List.of("--attach", Long.toString(ProcessHandle.current().pid())));
    }

    static boolean alive(Workspace workspace) {
        return RunRecord.of(workspace, RECORD)
                .filter(record -> record.process().alive())
                .isPresent();
    }

    /// Ends supervisor and guardian without their doing anything about it: every other process goes on, and the next
    /// supervisor adopts it. The supervisor is frozen first, or it would replace the guardian.
    public static void handOver(Workspace workspace) {
        Optional<ProcessId> supervisor =
                RunRecord.of(workspace, Component.SUPERVISOR).map(RunRecord::process);
        supervisor.ifPresent(process -> process.signal("STOP"));
        RunRecord.of(workspace, RECORD)
                .map(RunRecord::process)
                .ifPresent(process -> Stopping.end(process, "KILL", SOON));
        supervisor.ifPresent(process -> Stopping.end(process, "KILL", SOON));
        RunRecord.delete(workspace, RECORD);
        RunRecord.delete(workspace, Component.SUPERVISOR);
    }

    /// Waits for the guardian to notice that the stack is no longer wanted.
    public static void awaitEnd(Workspace workspace) {
        RunRecord.of(workspace, RECORD)
                .map(RunRecord::process)
                .ifPresent(process -> Stopping.end(process, "TERM", SOON));
        RunRecord.delete(workspace, RECORD);
    }

    private static void launch(Workspace workspace, List<String> attach) {
        try {
            Path script = workspace.run().resolve(SCRIPT);
            Workspace.replace(script, content());
            var command = new ArrayList<String>(List.of("setsid", "/bin/sh", script.toString()));
            command.addAll(attach);
            command.add(workspace.wanted().toString());
            command.addAll(supervisorCommand(workspace));
            Process process = new ProcessBuilder(command)
                    .directory(workspace.root().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            workspace.log(Component.SUPERVISOR).toFile()))
                    .start();
            Optional<ProcessId> id = ProcessId.of(process.pid());
            if (id.isPresent()) {
                new RunRecord(RECORD, id.get().pid(), id.get().startTicks(), 0, 0, "", System.currentTimeMillis())
                        .write(workspace);
            }
        } catch (IOException e) {
            throw new StackProblem("The supervisor cannot be started: " + e.getMessage(), e);
        }
    }

    private static List<String> supervisorCommand(Workspace workspace) {
        var command = new ArrayList<String>(List.of(JavaCommand.program()));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "-Xms8m",
                "-Xmx48m",
                "-Xshare:auto",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlogback.configurationFile=local-stack-logback.xml",
                "-Dparley.root=" + workspace.root()));
        command.addAll(JavaCommand.ownClass(Supervisor.class.getName()));
        return command;
    }

    private static byte[] content() throws IOException {
        try (InputStream in = Guardian.class.getResourceAsStream("/" + SCRIPT)) {
            if (in == null) {
                throw new IOException("the guardian script is missing");
            }
            return in.readAllBytes();
        }
    }
}
