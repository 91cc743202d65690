package dev.parley.localstack.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Builds the AOT caches that are missing, after the stack has become ready: one at a time, at the lowest priority, and
/// without harm if it fails. A cache takes three quarters of a service's start-up work away, from the next start on.
final class AotTraining {

    private static final Duration CALM = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final long LEAST_FREE_DISK = 1L << 30;
    private static final long LEAST_FREE_MEMORY = 700L << 20;

    private static final int KEPT = 3;

    /// Linux weighs sessions against each other before it looks at `nice`, so the session is made lowly as well.
    private static final List<String> LOWEST_PRIORITY = List.of(
            "setsid",
            "/bin/sh",
            "-c",
            "{ echo 19 >/proc/self/autogroup; } 2>/dev/null; exec nice -n 19 \"$@\"",
            "aot-training");

    private final Workspace workspace;
    private volatile boolean stopping;
    private volatile @Nullable Process running;

    AotTraining(Workspace workspace) {
        this.workspace = workspace;
    }

    void begin(List<Component> components) {
        if ("off".equals(System.getenv("PARLEY_AOT"))) {
            return;
        }
        Thread.ofVirtual().name("aot-training").start(() -> {
            try {
                TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
                deleteOutdated(components);
                for (Component component : components) {
                    if (!stopping && roomLeft()) {
                        train(component);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                Supervisor.say("AOT caches are left out: " + e.getMessage());
            }
        });
    }

    void stop() {
        stopping = true;
        Process process = running;
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private void train(Component component) throws IOException, InterruptedException {
        Component.AotCache cache = component.aotCache().orElse(null);
        if (cache == null || cache.exists()) {
            return;
        }
        Path partial = cache.file().resolveSibling(cache.file().getFileName() + ".partial");
        var command = new ArrayList<String>(LOWEST_PRIORITY);
        command.add(cache.trainingRun().getFirst());
        command.add("-XX:AOTCacheOutput=" + partial);
        command.addAll(cache.trainingRun().subList(1, cache.trainingRun().size()));
        var builder = new ProcessBuilder(command)
                .directory(workspace.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(workspace.log("aot-" + component.name()).toFile());
        builder.environment().putAll(component.environment());
        Process process = builder.start();
        running = process;
        boolean inTime = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        if (inTime && !stopping && Files.exists(partial)) {
            Files.move(partial, cache.file(), StandardCopyOption.ATOMIC_MOVE);
            Supervisor.say(component.name() + " has an AOT cache (" + (Files.size(cache.file()) >> 20) + " MB)");
        } else if (!stopping) {
            Files.deleteIfExists(partial);
            Supervisor.say(component.name() + " gets no AOT cache; see logs/aot-" + component.name() + ".log");
        }
    }

    /// Keeps the newest few caches of each component: the one in use, and those of other class paths and settings.
    private void deleteOutdated(List<Component> components) throws IOException {
        for (Component component : components) {
            try (Stream<Path> files = Files.list(workspace.aot())) {
                List<Path> outdated = files.filter(
                                file -> file.getFileName().toString().startsWith(component.name() + "-"))
                        .sorted(Comparator.comparing(
                                        (Path file) -> file.toFile().lastModified())
                                .reversed())
                        .skip(KEPT)
                        .toList();
                for (Path file : outdated) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private boolean roomLeft() throws IOException {
        return workspace.freeBytes() > LEAST_FREE_DISK && availableMemory() > LEAST_FREE_MEMORY;
    }

    private static long availableMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                        .filter(line -> line.startsWith("MemAvailable:"))
                        .map(line -> line.replaceAll("[^0-9]", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElse(0)
                * 1024;
    }
}
