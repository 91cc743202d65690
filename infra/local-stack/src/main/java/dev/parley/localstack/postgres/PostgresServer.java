package dev.parley.localstack.postgres;

import dev.parley.localstack.process.ProcessId;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One PostgreSQL server, a process of its own with a known pid, started in the foreground (no `pg_ctl`).
///
/// PostgreSQL refuses to run as root, or for a user without a name. For these the server runs in a user name space
/// of its own (`unshare -U`), where the same files belong to "nobody"; `exec` keeps the pid.
///
/// After a `kill -9` the next [#start] works: it waits until the dead server's children have let go of the shared
/// memory, and removes a `postmaster.pid` whose process is not this cluster's. All committed data is there.
public final class PostgresServer implements AutoCloseable {

    /// What the JDK calls a user whom the system has no name for; `initdb` refuses to work for one.
    private static final String UNNAMED = "?";

    private static final Duration CHILDREN_LEAVE = Duration.ofSeconds(5);
    private static final Duration READY = Duration.ofSeconds(60);

    private final PostgresConfig config;
    private final Process process;
    private final ProcessId id;

    private PostgresServer(PostgresConfig config, Process process) {
        this.config = config;
        this.process = process;
        this.id = ProcessId.of(process.pid()).orElseGet(() -> new ProcessId(process.pid(), 0));
    }

    /// Makes the cluster if need be, starts the server and returns when it answers.
    public static PostgresServer start(PostgresConfig config) {
        prepare(config);
        try {
            var builder = new ProcessBuilder(command(config));
            builder.redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(config.log().toFile()));
            var server = new PostgresServer(config, builder.start());
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL cannot be started: " + e.getMessage(), e);
        }
    }

    /// Everything that must be true before [#command] may run: the cluster exists and nobody holds it.
    public static void prepare(PostgresConfig config) {
        try {
            Files.createDirectories(config.log().toAbsolutePath().getParent());
            if (!Files.exists(config.dataDir().resolve("PG_VERSION"))) {
                initialise(config);
            }
            releaseFromDeadServer(config.dataDir());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "PostgreSQL cannot be prepared in " + config.dataDir() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while preparing PostgreSQL", e);
        }
    }

    /// The command that becomes the server process, for a supervisor that starts it itself.
    public static List<String> command(PostgresConfig config) {
        var command = new ArrayList<>(asServerUser());
        command.add(config.binaries().program("postgres").toString());
        command.add("-D");
        command.add(config.dataDir().toString());
        config.effectiveSettings().forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        return List.copyOf(command);
    }

    /// True when the server accepts the superuser's connection.
    public static boolean answers(PostgresConfig config) {
        try (Connection connection = connect(config, "postgres", "postgres", config.password())) {
            return connection.isValid(2);
        } catch (SQLException notYet) {
            return false;
        }
    }

    public PostgresConfig config() {
        return config;
    }

    public int port() {
        return config.port();
    }

    public long pid() {
        return id.pid();
    }

    public boolean running() {
        return process.isAlive();
    }

    public String jdbcUrl(String database) {
        return config.jdbcUrl(database);
    }

    /// A connection as the superuser `postgres`.
    public Connection connect(String database) throws SQLException {
        return connect(config, database, "postgres", config.password());
    }

    static Connection connect(PostgresConfig config, String database, String user, String password)
            throws SQLException {
        String url = config.jdbcUrl(database) + "?connectTimeout=2&socketTimeout=30&ApplicationName=local-stack";
        return DriverManager.getConnection(url, user, password);
    }

    /// Ends the server: clients are disconnected, data is flushed ("fast shutdown").
    public void stop() {
        end("INT", Duration.ofSeconds(10));
        end("QUIT", Duration.ofSeconds(5));
        kill();
    }

    /// `kill -9`, as a test of recovery needs it. Returns when the process is gone.
    public void kill() {
        end("KILL", Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        stop();
    }

    private void end(String signal, Duration limit) {
        try {
            if (process.isAlive()) {
                id.signal(signal);
                process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + READY.toNanos();
        while (!answers(config)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                kill();
                throw new IllegalStateException("PostgreSQL did not start; its log ends:\n" + tail(config.log()));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL was starting", e);
        }
    }

    private static void initialise(PostgresConfig config) throws IOException, InterruptedException {
        Path dataDir = config.dataDir();
        Files.createDirectories(dataDir.getParent());
        Path password = Files.createTempFile(dataDir.getParent(), "superuser", ".tmp");
        try {
            Files.writeString(password, config.password());
            var command = new ArrayList<>(asServerUser());
            command.addAll(List.of(
                    config.binaries().program("initdb").toString(),
                    "--pgdata=" + dataDir,
                    "--username=postgres",
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8"));
            File log = config.log().toFile();
            int exit = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IOException("initdb failed; its log ends:\n" + tail(config.log()));
            }
        } finally {
            Files.deleteIfExists(password);
        }
    }

    private static void releaseFromDeadServer(Path dataDir) throws IOException, InterruptedException {
        Path lock = dataDir.resolve("postmaster.pid");
        Optional<ProcessId> postmaster = postmaster(lock);
        List<ProcessId> here = ProcessId.workingIn(dataDir);
        if (postmaster.isPresent() && here.contains(postmaster.get())) {
            throw new IOException("a server (process " + postmaster.get().pid() + ") is running in it");
        }
        for (ProcessId orphan : here) {
            if (!orphan.awaitEnd(CHILDREN_LEAVE)) {
                orphan.signal("KILL");
                orphan.awaitEnd(CHILDREN_LEAVE);
            }
        }
        // The pid in it may belong to somebody else by now, and PostgreSQL would then refuse to start.
        Files.deleteIfExists(lock);
    }

    private static Optional<ProcessId> postmaster(Path lock) throws IOException {
        if (!Files.exists(lock)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(lock);
        return lines.isEmpty() || lines.getFirst().isBlank()
                ? Optional.empty()
                : ProcessId.of(Long.parseLong(lines.getFirst().strip()));
    }

    private static List<String> asServerUser() {
        String user = System.getProperty("user.name", UNNAMED);
        return user.equals("root") || user.equals(UNNAMED) ? List.of("unshare", "-U") : List.of();
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException unreadable) {
            return "(no log at " + log + ")";
        }
    }
}
