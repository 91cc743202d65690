package dev.parley.localstack.command;

import dev.parley.localstack.stack.Launch;
import dev.parley.localstack.stack.RunRecord;
import dev.parley.localstack.stack.Workspace;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Stops everything, leftovers of a killed supervisor included. Data stays.
@Command(name = "down", description = "Stops everything, also what a killed launcher has left behind. Data stays.")
final class DownCommand implements Callable<Integer> {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public Integer call() {
        return stop(Workspace.current(), Terminal.current());
    }

    static int stop(Workspace workspace, Terminal terminal) {
        if (!workspace.initialised() || RunRecord.alive(workspace).isEmpty()) {
            workspace.forgetWanted();
            terminal.line("Nothing of Parley was running.");
            return 0;
        }
        terminal.passing("Stopping …");
        List<String> leftovers = Launch.stop(workspace);
        terminal.clearPassing();
        terminal.line(
                leftovers.isEmpty()
                        ? "Parley has stopped."
                        : "Parley has stopped; without a supervisor these were still running: "
                                + String.join(", ", leftovers) + ".");
        return 0;
    }
}
