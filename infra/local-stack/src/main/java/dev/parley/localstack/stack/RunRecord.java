package dev.parley.localstack.stack;

import dev.parley.localstack.process.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What is written down about one running process, so that whoever comes later can recognise, adopt or stop it.
///
/// @param startTicks start time of the process: with the pid it names this process and no other
/// @param port the public one; 0 for a process without
/// @param restarts how often it has ended and been started again since the stack was started
/// @param fingerprint of the command, its environment and its jar: another one means "not what we would start now"
/// @param startedAt milliseconds since 1970
public record RunRecord(
        String name, long pid, long startTicks, int port, int restarts, String fingerprint, long startedAt) {

    private static final JsonMapper JSON = new JsonMapper();

    public static Optional<RunRecord> of(Workspace workspace, String name) {
        return read(file(workspace, name));
    }

    /// All records whose process is alive.
    public static List<RunRecord> alive(Workspace workspace) {
        var records = new ArrayList<RunRecord>();
        if (!Files.isDirectory(workspace.run())) {
            return records;
        }
        try (Stream<Path> files = Files.list(workspace.run())) {
            files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .flatMap(file -> read(file).stream())
                    .filter(record -> record.process().alive())
                    .forEach(records::add);
        } catch (IOException unreadable) {
            return records;
        }
        return records;
    }

    public ProcessId process() {
        return new ProcessId(pid, startTicks);
    }

    public void write(Workspace workspace) {
        try {
            Workspace.replace(file(workspace, name), JSON.writeValueAsBytes(this));
        } catch (IOException e) {
            throw new StackProblem(
                    "Process " + name + " cannot be recorded in " + workspace.run() + ": " + e.getMessage(), e);
        }
    }

    public static void delete(Workspace workspace, String name) {
        try {
            Files.deleteIfExists(file(workspace, name));
        } catch (IOException kept) {
            // A record of a process that has ended harms nobody: it is recognised as dead.
        }
    }

    private static Path file(Workspace workspace, String name) {
        return workspace.run().resolve(name + ".json");
    }

    private static Optional<RunRecord> read(Path file) {
        try {
            @Nullable RunRecord record = JSON.readValue(Files.readAllBytes(file), RunRecord.class);
            return record == null || record.pid() == 0 ? Optional.empty() : Optional.of(record);
        } catch (IOException | JacksonException notARecord) {
            return Optional.empty();
        }
    }
}
