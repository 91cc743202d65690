package dev.parley.systemtest.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs commands of the launcher as `./parley` does, with the built jars as they are: no nested Maven build.
///
/// @param root the checkout whose services are started; a folder without services gives a stack without services
/// @param state the state folder
/// @param settings `PARLEY_…` variables
public record Launcher(Path root, Path state, Map<String, String> settings) {

    private static final String MAIN = "dev.parley.localstack.Main";

    public Launcher {
        settings = Map.copyOf(settings);
    }

    public static Launcher withOwnPorts(Path root, Path state) {
        return new Launcher(root, state, Ports.settings());
    }

    /// @param text what was printed, errors included
    public record Said(int exit, String text) {}

    public Launcher with(String setting, String value) {
        var more = new LinkedHashMap<>(settings);
        more.put(setting, value);
        return new Launcher(root, state, more);
    }

    public int port(String setting) {
        String port = settings.get(setting);
        if (port == null) {
            throw new IllegalArgumentException(setting + " is not set");
        }
        return Integer.parseInt(port);
    }

    public Said run(Duration longest, String... arguments) {
        return runProgram(longest, command(arguments));
    }

    /// With a state folder on a disk that has no room left: a mount that only this one process sees. Where the system
    /// does not allow that, the folder cannot be written to instead.
    public Said runOnFullDisk(Duration longest, String... arguments) throws IOException {
        if (runProgram(longest, List.of("unshare", "-rm", "mount", "-t", "tmpfs", "none", state.toString()))
                        .exit()
                != 0) {
            Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("r-xr-xr-x"));
            return run(longest, arguments);
        }
        var command = new ArrayList<>(List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=256k none \"$0\" && exec \"$@\"",
                state.toString()));
        command.addAll(command(arguments));
        return runProgram(longest, command);
    }

    /// Any program, with the settings of this stack.
    public Said runProgram(Duration longest, List<String> command) {
        try {
            Files.createDirectories(Checkout.target());
            Path output = Files.createTempFile(Checkout.target(), "launcher", ".txt");
            Process process = process(command).redirectOutput(output.toFile()).start();
            boolean ended = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            String text = Files.readString(output);
            Files.delete(output);
            if (!ended) {
                throw new IllegalStateException(command.getLast() + " took longer than " + longest + ":\n" + text);
            }
            return new Said(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// A shell that outlives a killed test run just long enough to take the stack down.
    Process janitor() throws IOException {
        var command = new ArrayList<>(List.of(
                "setsid",
                "sh",
                "-c",
                "tail --pid=\"$0\" -f /dev/null; exec \"$@\"",
                Long.toString(ProcessHandle.current().pid())));
        command.addAll(command("down"));
        return process(command)
                .redirectOutput(new File("/dev/null"))
                .redirectInput(new File("/dev/null"))
                .start();
    }

    private ProcessBuilder process(List<String> command) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(root.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PARLEY_"));
        environment.putAll(settings);
        environment.put("PARLEY_STATE", state.toString());
        return builder;
    }

    private List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dlogback.configurationFile=local-stack-logback.xml",
                "-Dparley.root=" + root,
                "-cp",
                classPath(),
                MAIN));
        command.addAll(List.of(arguments));
        return command;
    }

    /// The launcher's jar and what lies beside it, as the build leaves them.
    private static String classPath() {
        Path target = Checkout.root().resolve("infra/local-stack/target");
        try (Stream<Path> files = Files.list(target)) {
            Path jar = files.filter(
                            file -> file.getFileName().toString().matches("local-stack-.*(?<!-sources|-tests)\\.jar"))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("The launcher has not been built: no jar in " + target));
            return jar + File.pathSeparator + target.resolve("dependency") + "/*";
        } catch (IOException e) {
            throw new IllegalStateException("The launcher has not been built: " + target + " is missing", e);
        }
    }
}
