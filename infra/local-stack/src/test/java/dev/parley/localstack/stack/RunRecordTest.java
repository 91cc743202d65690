package dev.parley.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.localstack.process.ProcessId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {

    @TempDir
    Path root;

    private Workspace workspace;
    private final ProcessId self = ProcessId.self();

    @BeforeEach
    void prepare() {
        workspace = new Workspace(root, Path.of(".parley"));
        workspace.prepare();
    }

    @Test
    void recognisesAProcessThatStillRuns() {
        record("kafka", self.startTicks()).write(workspace);
        assertThat(RunRecord.of(workspace, "kafka")).contains(record("kafka", self.startTicks()));
        assertThat(RunRecord.alive(workspace)).extracting(RunRecord::name).containsExactly("kafka");
    }

    @Test
    void doesNotTakeAnotherProcessWithTheSamePidForIt() {
        record("kafka", self.startTicks() - 1).write(workspace);
        assertThat(RunRecord.of(workspace, "kafka")).isPresent();
        assertThat(RunRecord.alive(workspace)).isEmpty();
    }

    @Test
    void passesByFilesThatAreNoRecord() throws Exception {
        Files.writeString(workspace.run().resolve("half.json"), "{\"name\":");
        Files.writeString(workspace.run().resolve("other.json"), "{\"phase\":\"READY\"}");
        assertThat(RunRecord.alive(workspace)).isEmpty();
        assertThat(RunRecord.of(workspace, "half")).isEmpty();
    }

    private RunRecord record(String name, long startTicks) {
        return new RunRecord(name, self.pid(), startTicks, 29092, 2, "abc", 1_000);
    }
}
