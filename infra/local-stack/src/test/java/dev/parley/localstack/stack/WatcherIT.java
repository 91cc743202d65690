package dev.parley.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.localstack.process.ProcessId;
import dev.parley.localstack.stack.StackState.Condition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With `sleep` as the process that is watched.
class WatcherIT {

    @TempDir
    Path root;

    private Workspace workspace;
    private final List<Watcher> begun = new ArrayList<>();

    @BeforeEach
    void prepare() {
        workspace = new Workspace(root, Path.of(".parley"));
        workspace.prepare();
    }

    @AfterEach
    void stop() {
        begun.forEach(Watcher::stop);
    }

    @Test
    void startsAgainWhatWasKilledAndCountsIt() {
        Watcher watcher = begin(component("sleep", "1000"));
        ProcessId first = running(watcher);
        first.signal("KILL");
        await("another process")
                .until(() -> watcher.state().condition() == Condition.READY && pid(watcher) != first.pid());
        assertThat(watcher.state().restarts()).isEqualTo(1);
        assertThat(RunRecord.of(workspace, "demo").orElseThrow().restarts()).isEqualTo(1);
    }

    @Test
    void adoptsWhatADeadSupervisorHasLeft() {
        Watcher first = begin(component("sleep", "1000"));
        ProcessId left = running(first);

        first.forget();

        Watcher second = begin(component("sleep", "1000"));
        assertThat(running(second)).isEqualTo(left);
        assertThat(second.state().restarts()).isZero();
        second.stop();
        assertThat(left.alive()).isFalse();
    }

    @Test
    void replacesWhatWouldNotBeStartedLikeThatToday() {
        Watcher first = begin(component("sleep", "1000"));
        ProcessId left = running(first);
        first.forget();

        Watcher second = begin(component("sleep", "2000"));
        ProcessId renewed = running(second);
        assertThat(renewed).isNotEqualTo(left);
        assertThat(left.alive()).isFalse();
        assertThat(renewed.command()).isEqualTo("sleep 2000");
    }

    @Test
    void countsTheAttemptsOfAProcessThatNeverBecomesReady() {
        Watcher watcher = new Watcher(component(() -> false, "sleep", "0"), workspace, () -> {});
        begun.add(watcher);
        watcher.begin();
        await("two attempts").until(() -> watcher.state().attempts() >= 2);
        assertThat(watcher.ready()).isNotDone();
    }

    @Test
    void givesItsProcessASessionOfItsOwn() {
        ProcessId process = running(begin(component("sleep", "1000")));
        assertThat(process.session()).isEqualTo(process.pid());
    }

    private Watcher begin(Component component) {
        var watcher = new Watcher(component, workspace, () -> {});
        begun.add(watcher);
        watcher.begin();
        return watcher;
    }

    private static ProcessId running(Watcher watcher) {
        await("ready")
                .atMost(Duration.ofSeconds(20))
                .until(() -> watcher.state().condition() == Condition.READY);
        return ProcessId.of(pid(watcher)).orElseThrow();
    }

    private static long pid(Watcher watcher) {
        return watcher.state().pid();
    }

    private static Component component(String... command) {
        return component(() -> true, command);
    }

    private static Component component(Probe probe, String... command) {
        return new Component("demo", 0, 0, List.of(command), Map.of(), probe, "TERM", () -> {}, Optional.empty());
    }
}
