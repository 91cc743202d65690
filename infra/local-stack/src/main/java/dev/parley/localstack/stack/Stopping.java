package dev.parley.localstack.stack;

import dev.parley.localstack.process.ProcessId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Ends processes in the right order: first who uses, then who is used.
public final class Stopping {

    private static final Duration GRACE = Duration.ofSeconds(15);
    /// Every group may need its grace.
    static final Duration WHOLE_STACK = Duration.ofSeconds(60);

    private static final Duration LAST_CHANCE = Duration.ofSeconds(5);

    private Stopping() {}

    /// Names in groups; a group is ended together, and before the next.
    static List<List<String>> order() {
        return List.of(
                Arrays.stream(ServiceName.values()).map(ServiceName::service).toList(),
                List.of(Components.SIGN_IN, Components.KAFKA),
                List.of(Components.POSTGRES));
    }

    /// Ends everything that is on record and alive; returns the names.
    public static List<String> endRecorded(Workspace workspace) {
        var ended = new ArrayList<String>();
        for (List<String> group : order()) {
            List<RunRecord> alive = RunRecord.alive(workspace).stream()
                    .filter(record -> group.contains(record.name()))
                    .toList();
            alive.parallelStream()
                    .forEach(record -> end(record, record.name().equals(Components.POSTGRES) ? "INT" : "TERM", GRACE));
            alive.forEach(record -> {
                RunRecord.delete(workspace, record.name());
                ended.add(record.name());
            });
        }
        return ended;
    }

    static void end(RunRecord record, String signal, Duration grace) {
        end(record.process(), signal, grace);
    }

    /// Asks, waits, insists. PostgreSQL is asked once more (`QUIT`: leave at once, recover at the next start) because a
    /// stuck client can hold up its orderly shutdown.
    public static void end(ProcessId process, String signal, Duration grace) {
        try {
            process.signal(signal);
            if (process.awaitEnd(grace)) {
                return;
            }
            if (signal.equals("INT")) {
                process.signal("QUIT");
                if (process.awaitEnd(LAST_CHANCE)) {
                    return;
                }
            }
            process.signal("KILL");
            process.awaitEnd(LAST_CHANCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
