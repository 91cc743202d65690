package dev.parley.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {

    @TempDir
    Path root;

    @Test
    void makesItsFoldersOnceAsked() {
        var workspace = new Workspace(root, Path.of(".parley"));
        assertThat(workspace.initialised()).isFalse();
        workspace.prepare();
        assertThat(workspace.initialised()).isTrue();
        assertThat(workspace.data()).isDirectory();
    }

    @Test
    void saysInOneSentenceThatItCannotWrite() throws Exception {
        Files.writeString(root.resolve(".parley"), "a file where a folder should be");
        assertThatThrownBy(() -> new Workspace(root, Path.of(".parley")).prepare())
                .isInstanceOf(StackProblem.class)
                .hasMessageContaining("cannot write to " + root.resolve(".parley"))
                .hasMessageContaining("free space there or give yourself write permission.");
    }

    @Test
    void replacesAFileAsAWhole() throws Exception {
        Path file = root.resolve("state");
        Workspace.replace(file, "old".getBytes(StandardCharsets.UTF_8));
        Workspace.replace(file, "new".getBytes(StandardCharsets.UTF_8));
        assertThat(file).hasContent("new");
        assertThat(root).isDirectoryNotContaining("glob:**.tmp");
    }
}
