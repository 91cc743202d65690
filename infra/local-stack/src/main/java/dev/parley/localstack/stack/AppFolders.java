package dev.parley.localstack.stack;

import dev.parley.localstack.process.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The built services, unpacked: an unpacked jar starts in half the time, and a running service keeps its
/// files when the next build replaces the jar.
///
/// Each content has a folder of its own (`apps/<service>-<fingerprint>`), complete or not there at all.
public final class AppFolders {

    private final Workspace workspace;

    public AppFolders(Workspace workspace) {
        this.workspace = workspace;
    }

    /// The jar to run for a service; empty when the service has not been built.
    public Optional<Path> runnable(ServiceName service) {
        return builtJar(service).map(jar -> unpacked(service, jar));
    }

    private Optional<Path> builtJar(ServiceName service) {
        Path target = workspace.root().resolve(service.service()).resolve("target");
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> isServiceJar(service, file.getFileName().toString()))
                    .max(Comparator.comparing(file -> file.toFile().lastModified()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isServiceJar(ServiceName service, String file) {
        return file.startsWith(service.service() + "-")
                && file.endsWith(".jar")
                && !file.endsWith("-sources.jar")
                && !file.endsWith("-javadoc.jar")
                && !file.endsWith("-tests.jar");
    }

    private Path unpacked(ServiceName service, Path jar) {
        try {
            Path folder = workspace.apps().resolve(service.service() + "-" + Fingerprint.ofJar(jar));
            Path runnable = folder.resolve(jar.getFileName());
            if (!Files.exists(runnable)) {
                unpack(jar, folder);
                deleteOthers(service, folder);
            }
            return runnable;
        } catch (IOException e) {
            throw new StackProblem(service.service() + " cannot be unpacked: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackProblem("Interrupted while unpacking " + service.service() + ".", e);
        }
    }

    private void unpack(Path jar, Path folder) throws IOException, InterruptedException {
        Path partial = workspace
                .apps()
                .resolve(folder.getFileName() + ".partial-"
                        + ProcessHandle.current().pid());
        delete(partial);
        Path output = Files.createTempFile(workspace.run(), "unpack", ".txt");
        Process process = new ProcessBuilder(
                        JavaCommand.program(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        partial.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        String said = Files.readString(output).strip();
        Files.deleteIfExists(output);
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            delete(partial);
            throw new IOException(said.isEmpty() ? "the jar tool failed" : said);
        }
        delete(folder);
        Files.move(partial, folder);
    }

    /// Removes what earlier builds left, except for what a running process still uses.
    private void deleteOthers(ServiceName service, Path current) throws IOException {
        try (Stream<Path> folders = Files.list(workspace.apps())) {
            for (Path folder : folders.toList()) {
                boolean ofService = folder.getFileName().toString().startsWith(service.service() + "-");
                boolean used = ProcessId.anyNames(folder.toString());
                if (ofService && !used && !folder.equals(current)) {
                    delete(folder);
                }
            }
        }
    }

    /// Deletes a folder and everything in it; a link is deleted, not followed.
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
