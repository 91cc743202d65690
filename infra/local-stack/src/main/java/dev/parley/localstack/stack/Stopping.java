package dev.parley.localstack.stack;

import dev.parley.localstack.process.ProcessId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/// Ends processes in the right order: first who uses, then who is used.
public final class Stopping {

    private static final Duration GRACE = Duration.ofSeconds(15);
    /// Every group may need its grace.
    static final Duration WHOLE_STACK = Duration.ofSeconds(60);

    private static final Duration LAST_CHANCE = Duration.ofSeconds(5);

    private Stopping() {}

    /// Which names belong to a group; a group is ended together, and before the next.
    static List<Predicate<String>> order() {
        return List.of(
                name -> Replica.named(name).isPresent(),
                Set.of(Components.SIGN_IN, Components.KAFKA)::contains,
                Components.POSTGRES::equals);
    }

    /// Does all of it at once, and returns when all is done: ending is waiting, and there may be many to wait for.
    static void together(List<Runnable> endings) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            endings.forEach(threads::execute);
        }
    }

    /// Ends everything that is on record and alive; returns the names.
    public static List<String> endRecorded(Workspace workspace) {
        var ended = new ArrayList<String>();
        for (Predicate<String> group : order()) {
            List<RunRecord> alive = RunRecord.alive(workspace).stream()
                    .filter(record -> group.test(record.name()))
                    .toList();
            endRecorded(workspace, alive);
            alive.forEach(record -> ended.add(record.name()));
        }
        return ended;
    }

    /// Ends the replicas that a smaller scale has no place for.
    static void endSurplus(Workspace workspace, Scale scale) {
        List<RunRecord> surplus = RunRecord.alive(workspace).stream()
                .filter(record -> Replica.named(record.name())
                        .filter(replica -> replica.number() > scale.of(replica.service()))
                        .isPresent())
                .toList();
        endRecorded(workspace, surplus);
    }

    private static void endRecorded(Workspace workspace, List<RunRecord> records) {
        together(records.stream()
                .map(record ->
                        (Runnable) () -> end(record, record.name().equals(Components.POSTGRES) ? "INT" : "TERM", GRACE))
                .toList());
        records.forEach(record -> RunRecord.delete(workspace, record.name()));
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
