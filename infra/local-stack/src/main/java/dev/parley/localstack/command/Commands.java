package dev.parley.localstack.command;

import dev.parley.localstack.fill.FillCommand;
import dev.parley.localstack.seed.SeedCommand;
import dev.parley.localstack.stack.StackProblem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// All commands that the launcher itself carries out; `./parley` adds those that need Maven.
@Command(
        name = "parley",
        description = "Starts, watches and stops Parley on this machine.",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            ResetCommand.class,
            SeedCommand.class,
            FillCommand.class,
            DoctorCommand.class
        })
public final class Commands implements Runnable {

    private static final int WIDTH = 120;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    public static int run(String... arguments) {
        var line = new CommandLine(new Commands()).setUsageHelpWidth(WIDTH);
        line.setExecutionExceptionHandler((e, _, _) -> {
            if (e instanceof StackProblem problem) {
                System.err.println(problem.getMessage());
                return 1;
            }
            throw e;
        });
        return line.execute(arguments);
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
