package dev.parley.localstack.command;

import dev.parley.localstack.stack.StackProblem;
import dev.parley.localstack.stack.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows logs.
@Command(name = "logs", description = "Shows the end of the logs: of one process, or of all.")
final class LogsCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Such as messaging-service, kafka, supervisor.")
    private @Nullable String name;

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on as the log grows.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "100",
            description = "Lines of each (${DEFAULT-VALUE}).")
    private int lines;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Workspace workspace = Workspace.current();
        List<Path> logs = logs(workspace);
        if (logs.isEmpty()) {
            throw new StackProblem("There are no logs yet: ./parley up starts Parley.");
        }
        if (name != null) {
            Path wanted = workspace.log(name);
            if (!logs.contains(wanted)) {
                throw new StackProblem("There is no log of \"" + name + "\"; there are: "
                        + String.join(
                                ", ", logs.stream().map(LogsCommand::nameOf).toList()) + ".");
            }
            logs = List.of(wanted);
        }
        var command = new ArrayList<String>(List.of("tail", "-n", Integer.toString(lines)));
        if (follow) {
            command.add("-F");
        }
        logs.forEach(log -> command.add(log.toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private List<Path> logs(Workspace workspace) throws IOException {
        if (!Files.isDirectory(workspace.logs())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(workspace.logs())) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .filter(file ->
                            !nameOf(file).startsWith("aot-") || nameOf(file).equals(name))
                    .sorted()
                    .toList();
        }
    }

    private static String nameOf(Path log) {
        return log.getFileName().toString().replaceFirst("\\.log$", "");
    }
}
