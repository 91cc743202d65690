package dev.parley.localstack.command;

import dev.parley.localstack.process.PortOwner;
import dev.parley.localstack.process.ProcessId;
import dev.parley.localstack.stack.Component;
import dev.parley.localstack.stack.RunRecord;
import dev.parley.localstack.stack.Scale;
import dev.parley.localstack.stack.StackProblem;
import dev.parley.localstack.stack.StackSettings;
import dev.parley.localstack.stack.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Says what is wrong with this machine or checkout, and the one thing to do about each. JDK and Node are looked at by
/// the script, which needs them to get here.
@Command(
        name = "doctor",
        description = "Looks at JDK, Node, ports, disk, memory and leftovers: what is wrong and the one thing to do.")
final class DoctorCommand implements Callable<Integer> {

    private static final long GOOD_DISK = 2L << 30;
    private static final long GOOD_MEMORY = 3L << 30;

    private final Terminal terminal = Terminal.current();
    private int wrong;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public Integer call() throws IOException {
        Workspace workspace = Workspace.current();
        ports(workspace);
        disk(workspace);
        memory();
        leftovers(workspace);
        return wrong == 0 ? 0 : 1;
    }

    private void ports(Workspace workspace) {
        Set<Long> ours = new HashSet<>();
        RunRecord.alive(workspace)
                .forEach(record ->
                        record.process().family().stream().map(ProcessId::pid).forEach(ours::add));
        var taken = new ArrayList<String>();
        StackSettings.current().portsAndSettings(Scale.running(workspace)).forEach((port, setting) -> {
            if (!PortOwner.free(port)
                    && PortOwner.of(port)
                            .filter(owner -> ours.contains(owner.pid()))
                            .isEmpty()) {
                taken.add("port " + port + " is taken by " + PortOwner.describe(port) + ": end it or set " + setting);
            }
        });
        if (taken.isEmpty()) {
            good("ports", "free or Parley's own");
        }
        taken.forEach(sentence -> bad("ports", sentence));
    }

    private void disk(Workspace workspace) {
        try {
            workspace.prepare();
        } catch (StackProblem e) {
            bad("disk", String.valueOf(e.getMessage()));
            return;
        }
        long free = workspace.freeBytes();
        if (free < GOOD_DISK) {
            bad("disk", "only " + StatusTable.bytes(free) + " are free: make room, Parley wants 2 GB");
        } else {
            good("disk", StatusTable.bytes(free) + " free, " + workspace.state() + " can be written to");
        }
    }

    private void memory() throws IOException {
        long available = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                        .filter(line -> line.startsWith("MemAvailable:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElse(0)
                * 1024;
        boolean running = !RunRecord.alive(Workspace.current()).isEmpty();
        if (available < GOOD_MEMORY && !running) {
            bad("memory", "only " + StatusTable.bytes(available) + " are available: end something, Parley wants 3 GB");
        } else {
            good("memory", StatusTable.bytes(available) + " available");
        }
    }

    private void leftovers(Workspace workspace) {
        List<RunRecord> alive = RunRecord.alive(workspace);
        boolean supervised = alive.stream().anyMatch(record -> record.name().equals(Component.SUPERVISOR));
        if (alive.isEmpty()) {
            good("processes", "nothing of Parley runs");
        } else if (supervised) {
            good("processes", alive.size() + " run, watched by the supervisor");
        } else {
            bad(
                    "processes",
                    alive.size() + " run without a supervisor: ./parley up --detach takes them over, ./parley down"
                            + " stops them");
        }
    }

    private void good(String what, String how) {
        terminal.line(terminal.good("ok   ") + what + ": " + how);
    }

    private void bad(String what, String sentence) {
        wrong++;
        terminal.line(terminal.bad("FAIL ") + what + ": " + sentence);
    }
}
