package dev.parley.localstack.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One process of the stack: how to start it, know that it is ready, and ask it to end.
///
/// @param port the public one
/// @param managementPort where its health is asked; 0 for a process without
/// @param command what to run, without the AOT cache
/// @param environment added to the launcher's own
/// @param stopSignal asks it to end in order
/// @param beforeStart what must be done each time before it is started
public record Component(
        String name,
        int port,
        int managementPort,
        List<String> command,
        Map<String, String> environment,
        Probe probe,
        String stopSignal,
        Runnable beforeStart,
        Optional<AotCache> aotCache) {

    /// The supervisor's own name in records and tables.
    public static final String SUPERVISOR = "supervisor";

    /// Changes when the process that runs is no longer the one we would start. The AOT cache does not count: it makes
    /// the same process start sooner.
    String fingerprint() {
        var parts = new ArrayList<String>(command);
        environment.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(variable -> parts.add(variable.getKey() + "=" + variable.getValue()));
        return Fingerprint.of(parts);
    }

    /// The command with the AOT cache, if it has been built. A session of its own (`setsid`) keeps a Ctrl-C in the
    /// terminal and the supervisor's death away from it; `setsid` becomes the process, so the pid is the process's.
    List<String> launchCommand() {
        var launch = new ArrayList<String>(List.of("setsid"));
        launch.add(command.getFirst());
        aotCache.filter(AotCache::exists).ifPresent(cache -> launch.add("-XX:AOTCache=" + cache.file()));
        launch.addAll(command.subList(1, command.size()));
        return launch;
    }

    /// An AOT cache and how it is made.
    ///
    /// @param file named after everything it depends on: jars, JVM, flags
    /// @param trainingRun command that starts the program, ends by itself, and leaves the cache at `%s`
    public record AotCache(Path file, List<String> trainingRun) {

        boolean exists() {
            return Files.exists(file);
        }
    }
}
