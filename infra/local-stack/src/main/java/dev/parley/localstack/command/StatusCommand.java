package dev.parley.localstack.command;

import dev.parley.localstack.stack.Components;
import dev.parley.localstack.stack.Workspace;
import dev.parley.localstack.status.StackStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// What runs, where, how ready, how large, how far behind.
@Command(
        name = "status",
        description = "Shows each process: pid, port, ready, memory, restarts, relay lag, consumer lag.",
        footer = {
            "",
            "Memory is the proportional set size. Relay lag is what the relay has still to read of the write-ahead log;",
            "consumer lag is the number of records the service has still to work through. Both are the service's: each of",
            "its replicas shows the same.",
            "Exit code: 0 when something runs, 1 when nothing does."
        })
final class StatusCommand implements Callable<Integer> {

    @Option(names = "--json", description = "An array of objects, for programs; [] when nothing runs.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public Integer call() {
        Workspace workspace = Workspace.current();
        Terminal terminal = Terminal.current();
        StackStatus status =
                workspace.initialised() ? StackStatus.of(Components.current(workspace), true) : StackStatus.nothing();
        if (json) {
            terminal.line(JsonMapper.builder().build().writeValueAsString(status.rows()));
            return status.running() ? 0 : 1;
        }
        if (!status.running()) {
            terminal.line("Nothing of Parley runs: ./parley up starts it.");
            return 1;
        }
        terminal.line(StatusTable.of(status.rows(), terminal).stripTrailing());
        if (!status.supervised()) {
            terminal.line(
                    "The supervisor has ended, so nothing would be restarted: ./parley up --detach takes over what"
                            + " runs, ./parley down stops it.");
        }
        return 0;
    }
}
