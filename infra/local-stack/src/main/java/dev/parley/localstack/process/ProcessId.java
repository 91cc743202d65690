package dev.parley.localstack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One process, recognised for ever: `startTicks` (kernel clock ticks since boot) differs for the next process that is
/// given the same pid.
public record ProcessId(long pid, long startTicks) {

    private static final Path PROC = Path.of("/proc");

    /// The process that has this pid now; empty when there is none or it has ended and only waits to be reaped.
    public static Optional<ProcessId> of(long pid) {
        return stat(pid).filter(stat -> !stat.ended()).map(stat -> new ProcessId(pid, stat.startTicks()));
    }

    public static ProcessId self() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    /// Processes whose working folder is `folder`: a database server's children, whatever became of their parent.
    public static List<ProcessId> workingIn(Path folder) {
        Path wanted = folder.toAbsolutePath().normalize();
        var found = new ArrayList<ProcessId>();
        for (long pid : pids()) {
            try {
                if (Files.readSymbolicLink(PROC.resolve(pid + "/cwd")).equals(wanted)) {
                    of(pid).ifPresent(found::add);
                }
            } catch (IOException gone) {
                // It ended meanwhile, or it is somebody else's: not ours either way.
            }
        }
        return found;
    }

    /// True when this text is part of the command of any process that runs.
    public static boolean anyNames(String text) {
        return pids().stream()
                .flatMap(pid -> of(pid).stream())
                .anyMatch(process -> process.command().contains(text));
    }

    static List<Long> pids() {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.isEmpty() && Character.isDigit(name.charAt(0)))
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    public boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /// The command line, arguments separated by blanks; empty for a process that has ended.
    public String command() {
        try {
            return Files.readString(PROC.resolve(pid + "/cmdline"))
                    .replace('\0', ' ')
                    .strip();
        } catch (IOException gone) {
            return "";
        }
    }

    /// Sends a signal by name (`TERM`, `INT`, `KILL`, …) if this is still the process it was. A shell does it: the JDK
    /// knows only TERM and KILL.
    public void signal(String name) {
        if (!alive()) {
            return;
        }
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("signal " + name + " cannot be sent to process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until the process has ended; false when it is still there after `limit`.
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (alive()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return true;
    }

    /// Memory this process is charged for (proportional set size, bytes): its own pages and its share of
    /// those it has in common with others, so that adding up gives the truth.
    public long memoryBytes() {
        try {
            for (String line : Files.readAllLines(PROC.resolve(pid + "/smaps_rollup"))) {
                if (line.startsWith("Pss:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
        } catch (IOException goneOrForeign) {
            return 0;
        }
        return 0;
    }

    /// The session it belongs to; its own pid when it leads one.
    public long session() {
        return stat(pid).map(Stat::session).orElse(0L);
    }

    /// This process and all below it.
    public List<ProcessId> family() {
        var family = new ArrayList<ProcessId>(List.of(this));
        ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .flatMap(child -> of(child.pid()).stream())
                .forEach(family::add);
        return family;
    }

    private record Stat(char state, long session, long startTicks) {
        boolean ended() {
            return state == 'Z' || state == 'X' || state == 'x';
        }
    }

    private static Optional<Stat> stat(long pid) {
        try {
            String line = Files.readString(PROC.resolve(pid + "/stat"));
            // pid (command with blanks and brackets) state ppid …: field 3 follows the last bracket, field 22 is the
            // start.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(new Stat(fields[0].charAt(0), Long.parseLong(fields[3]), Long.parseLong(fields[19])));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
