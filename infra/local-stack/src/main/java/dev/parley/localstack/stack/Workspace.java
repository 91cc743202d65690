package dev.parley.localstack.stack;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The checkout, and the folder of the local stack's state: `.parley` in it, or what `PARLEY_STATE` names, so that a
/// test's stack lives beside a developer's. What can be made again from the checkout alone (unpacked services, AOT
/// caches, PostgreSQL's programs) stays in `.parley` and is used by both.
public record Workspace(Path root, Path state) {

    private static final long LEAST_FREE_BYTES = 300L << 20;

    public Workspace {
        root = root.toAbsolutePath().normalize();
        state = root.resolve(state).normalize();
    }

    /// From the system property `parley.root`, which `./parley` sets, and the variable `PARLEY_STATE`.
    public static Workspace current() {
        String state = System.getenv().getOrDefault("PARLEY_STATE", "");
        return new Workspace(
                Path.of(System.getProperty("parley.root", ".")), Path.of(state.isBlank() ? ".parley" : state));
    }

    public Path run() {
        return state().resolve("run");
    }

    public Path logs() {
        return state().resolve("logs");
    }

    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    public Path data() {
        return state().resolve("data");
    }

    public Path secrets() {
        return state().resolve("secrets");
    }

    private Path caches() {
        return root.resolve(".parley");
    }

    public Path apps() {
        return caches().resolve("apps");
    }

    public Path aot() {
        return caches().resolve("aot");
    }

    public Path cache() {
        return caches().resolve("cache");
    }

    /// Exists as long as the stack is meant to run; a restarted supervisor looks at it, and so does the guardian.
    public Path wanted() {
        return run().resolve("wanted");
    }

    public boolean isWanted() {
        return Files.exists(wanted());
    }

    public void forgetWanted() {
        try {
            Files.deleteIfExists(wanted());
        } catch (IOException e) {
            throw new StackProblem(wanted() + " cannot be deleted: " + reason(e), e);
        }
    }

    /// False before the first `up` of this checkout: then there is nothing to look at.
    public boolean initialised() {
        return Files.isDirectory(run());
    }

    /// Makes the folders and proves that they can be written to.
    public void prepare() {
        try {
            for (Path folder : List.of(run(), logs(), data(), secrets(), apps(), aot(), cache())) {
                Files.createDirectories(folder);
            }
            Path probe = Files.createTempFile(run(), "probe", ".tmp");
            Files.write(probe, new byte[1 << 16]);
            Files.delete(probe);
        } catch (IOException e) {
            throw new StackProblem(
                    "Parley cannot write to " + state() + " (" + reason(e)
                            + "): free space there or give yourself write permission.",
                    e);
        }
        long free = freeBytes();
        if (free < LEAST_FREE_BYTES) {
            throw new StackProblem("The disk of " + state() + " has only " + (free >> 20) + " MB left; Parley needs "
                    + (LEAST_FREE_BYTES >> 20) + " MB: free some space or run ./parley reset.");
        }
    }

    public long freeBytes() {
        try {
            FileStore store = Files.getFileStore(Files.exists(state()) ? state() : root);
            return store.getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }

    /// Replaces a file's content so that a reader sees the old or the new one, never a part.
    public static void replace(Path file, byte[] content) throws IOException {
        Path partial = Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName().toString(), ".tmp");
        try {
            Files.write(partial, content);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return switch (e) {
            case java.nio.file.AccessDeniedException denied -> "permission denied";
            case java.nio.file.FileSystemException failed when failed.getReason() != null -> failed.getReason();
            default -> message == null ? e.getClass().getSimpleName() : message;
        };
    }
}
