package dev.parley.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdTest {

    @Test
    void knowsItself() {
        ProcessId self = ProcessId.self();
        assertThat(self.alive()).isTrue();
        assertThat(self.command()).contains("java");
        assertThat(self.memoryBytes()).isGreaterThan(10L << 20);
    }

    @Test
    void tellsTwoProcessesWithTheSamePidApart() {
        ProcessId self = ProcessId.self();
        assertThat(new ProcessId(self.pid(), self.startTicks() + 1).alive()).isFalse();
    }

    @Test
    void findsWhoWorksInAFolderAndSeesItEnd(@TempDir Path folder) throws Exception {
        Process sleep =
                new ProcessBuilder("sleep", "1000").directory(folder.toFile()).start();
        ProcessId id = ProcessId.of(sleep.pid()).orElseThrow();
        assertThat(ProcessId.workingIn(folder)).containsExactly(id);
        assertThat(id.awaitEnd(Duration.ZERO)).isFalse();
        id.signal("KILL");
        assertThat(id.awaitEnd(Duration.ofSeconds(5))).isTrue();
        assertThat(ProcessId.workingIn(folder)).isEmpty();
    }

    @Test
    void sendsNothingToAStranger() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "1000").start();
        try {
            ProcessId id = ProcessId.of(sleep.pid()).orElseThrow();
            new ProcessId(id.pid(), id.startTicks() + 1).signal("KILL");
            assertThat(sleep.isAlive()).isTrue();
        } finally {
            sleep.destroyForcibly();
        }
    }
}
