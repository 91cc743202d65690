package dev.parley.localstack.stack;

import dev.parley.localstack.process.ProcessId;
import dev.parley.localstack.stack.StackState.ComponentState;
import dev.parley.localstack.stack.StackState.Condition;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps one process running: adopts it if it runs already, starts it if not, and starts it again, with back-off, each
/// time it ends. One thread for each watcher; [#stop] may come from another one.
final class Watcher {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final long LARGEST_LOG = 20L << 20;

    private final Component component;
    private final Workspace workspace;
    private final Runnable changed;
    private final BackOff backOff = new BackOff();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private volatile Condition condition = Condition.WAITING;
    private volatile @Nullable ProcessId current;
    private volatile int restarts;
    private volatile int attempts;
    private volatile boolean stopping;

    /// @param changed is told whenever [#state] has another answer
    Watcher(Component component, Workspace workspace, Runnable changed) {
        this.component = component;
        this.workspace = workspace;
        this.changed = changed;
    }

    Component component() {
        return component;
    }

    /// Completes when the process has become ready for the first time.
    CompletableFuture<Void> ready() {
        return ready;
    }

    ComponentState state() {
        ProcessId process = current;
        return new ComponentState(
                component.name(), condition, process == null ? 0 : process.pid(), component.port(), restarts, attempts);
    }

    void begin() {
        Thread.ofVirtual().name("watch-" + component.name()).start(this::watch);
    }

    private void watch() {
        try {
            Optional<Started> running = adopt();
            while (!stopping) {
                long begun = System.nanoTime();
                Started started = running.isPresent() ? running.get() : start();
                running = Optional.empty();
                if (started != Started.FAILED) {
                    awaitReadyThenEnd(started);
                }
                if (!stopping) {
                    endedByItself(Duration.ofNanos(System.nanoTime() - begun));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        become(Condition.STOPPED);
    }

    private Optional<Started> adopt() throws InterruptedException {
        Optional<RunRecord> record = RunRecord.of(workspace, component.name())
                .filter(found -> found.process().alive());
        if (record.isEmpty()) {
            return Optional.empty();
        }
        RunRecord found = record.get();
        if (!found.fingerprint().equals(component.fingerprint())) {
            say("is not what would be started now: replacing process " + found.pid());
            Stopping.end(found, component.stopSignal(), GRACE);
            return Optional.empty();
        }
        say("adopted as process " + found.pid());
        restarts = found.restarts();
        current = found.process();
        become(Condition.STARTING);
        return Optional.of(new Started(found.process(), null));
    }

    /// Not together with [#stop]: a process that starts after the stack was told to stop would be nobody's.
    private synchronized Started start() {
        if (stopping) {
            return Started.FAILED;
        }
        become(Condition.STARTING);
        try {
            component.beforeStart().run();
            Path log = workspace.log(component.name());
            limit(log);
            var builder = new ProcessBuilder(component.launchCommand())
                    .directory(workspace.root().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(component.environment());
            Process process = builder.start();
            ProcessId id = ProcessId.of(process.pid()).orElse(new ProcessId(process.pid(), 0));
            current = id;
            record(id);
            changed.run();
            return new Started(id, process);
        } catch (IOException | RuntimeException e) {
            say("cannot be started: " + e.getMessage());
            return Started.FAILED;
        }
    }

    private void record(ProcessId id) {
        try {
            new RunRecord(
                            component.name(),
                            id.pid(),
                            id.startTicks(),
                            component.port(),
                            restarts,
                            component.fingerprint(),
                            System.currentTimeMillis())
                    .write(workspace);
        } catch (StackProblem e) {
            // A full disk must not end the supervision; the process runs, only a later launcher will not know it.
            say("is not on record: " + e.getMessage());
        }
    }

    private void awaitReadyThenEnd(Started started) throws InterruptedException {
        boolean asked = true;
        while (!stopping && asked && started.alive()) {
            if (component.probe().ready()) {
                asked = false;
                attempts = 0;
                become(Condition.READY);
                ready.complete(null);
            } else {
                TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
            }
        }
        started.awaitEnd();
    }

    private void endedByItself(Duration ran) throws InterruptedException {
        if (condition != Condition.READY) {
            attempts++;
        }
        restarts++;
        current = null;
        Duration wait = backOff.afterRunOf(ran);
        say("ended after " + ran.toSeconds() + " s; starting it again in " + wait.toMillis() + " ms");
        become(Condition.ENDED);
        TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    }

    /// Asks the process to end and returns when it is gone, by force after the grace period.
    void stop() {
        stopping = true;
        ProcessId process;
        synchronized (this) {
            process = current;
        }
        if (process != null) {
            Stopping.end(process, component.stopSignal(), GRACE);
        }
        RunRecord.delete(workspace, component.name());
        become(Condition.STOPPED);
    }

    /// Leaves the process alone and stops watching, as a killed supervisor would.
    void forget() {
        stopping = true;
        current = null;
    }

    private void become(Condition next) {
        condition = next;
        changed.run();
    }

    private void say(String what) {
        Supervisor.say(component.name() + " " + what);
    }

    /// A log that has grown large makes room when its process starts again; one older part is kept.
    private static void limit(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, Path.of(log + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// @param child the process as our child; null when it was adopted, or when there is none
    private record Started(@Nullable ProcessId id, @Nullable Process child) {

        static final Started FAILED = new Started(null, null);

        boolean alive() {
            return id != null && id.alive();
        }

        void awaitEnd() throws InterruptedException {
            if (child != null) {
                child.waitFor();
            } else {
                while (alive()) {
                    TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
                }
            }
        }
    }
}
