package dev.parley.localstack.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What the supervisor says about the stack, for the commands that wait for it. Written to `run/state` whenever it
/// changes.
///
/// @param problem why the supervisor has given up; null otherwise
/// @param skipped services that have not been built
public record StackState(Phase phase, @Nullable String problem, List<ComponentState> components, List<String> skipped) {

    private static final JsonMapper JSON = new JsonMapper();

    /// `STARTING → READY → STOPPING`, or `FAILED` when the supervisor cannot go on.
    public enum Phase {
        STARTING,
        READY,
        STOPPING,
        FAILED
    }

    /// `WAITING` for what it needs, `STARTING` until it says it is ready, `READY`, `ENDED` until the back-off is over.
    public enum Condition {
        WAITING,
        STARTING,
        READY,
        ENDED,
        STOPPED
    }

    /// @param attempts how often it has ended without having become ready
    public record ComponentState(String name, Condition condition, long pid, int port, int restarts, int attempts) {}

    public static Optional<StackState> read(Workspace workspace) {
        try {
            return Optional.ofNullable(JSON.readValue(Files.readAllBytes(file(workspace)), StackState.class));
        } catch (IOException | JacksonException notYet) {
            return Optional.empty();
        }
    }

    void write(Workspace workspace) throws IOException {
        Workspace.replace(file(workspace), JSON.writeValueAsBytes(this));
    }

    static void forget(Workspace workspace) throws IOException {
        Files.deleteIfExists(file(workspace));
    }

    private static Path file(Workspace workspace) {
        return workspace.run().resolve("state");
    }
}
