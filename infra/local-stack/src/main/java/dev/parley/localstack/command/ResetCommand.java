package dev.parley.localstack.command;

import dev.parley.localstack.stack.AppFolders;
import dev.parley.localstack.stack.StackProblem;
import dev.parley.localstack.stack.Workspace;
import java.io.Console;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Back to an empty Parley.
@Command(
        name = "reset",
        description = "Stops everything and deletes all data, logs and passwords of the local stack. Asks first.")
final class ResetCommand implements Callable<Integer> {

    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask.")
    private boolean yes;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException {
        Workspace workspace = Workspace.current();
        Terminal terminal = Terminal.current();
        if (!workspace.initialised()) {
            terminal.line("There is nothing to delete.");
            return 0;
        }
        if (!yes && !agreed(workspace)) {
            terminal.line("Nothing was deleted.");
            return 1;
        }
        DownCommand.stop(workspace, terminal);
        terminal.passing("Deleting …");
        AppFolders.delete(workspace.data());
        AppFolders.delete(workspace.logs());
        AppFolders.delete(workspace.run());
        AppFolders.delete(workspace.secrets());
        terminal.clearPassing();
        terminal.line("All data of the local stack is gone: ./parley up starts an empty one.");
        return 0;
    }

    private static boolean agreed(Workspace workspace) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new StackProblem("reset deletes all data in " + workspace.data() + "; without a terminal to ask at,"
                    + " say ./parley reset --yes.");
        }
        String answer = console.readLine("Delete all data in %s? [y/N] ", workspace.data());
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }
}
