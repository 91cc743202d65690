package dev.parley.journalservice;

import dev.parley.localstack.kafka.KafkaBroker;
import dev.parley.localstack.postgres.DatabaseRoles;
import dev.parley.localstack.postgres.Databases;
import dev.parley.localstack.postgres.PostgresConfig;
import dev.parley.localstack.postgres.PostgresServer;
import dev.parley.testkit.FreePort;
import dev.parley.testkit.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// PostgreSQL with the durability of production, Kafka and one [JournalService], each to be killed and started again.
final class Processes implements AutoCloseable {
    private final Path folder;
    private final PostgresConfig postgresConfig;
    private final DatabaseRoles roles = DatabaseRoles.forTests("faults");
    private final int kafkaPort = FreePort.next();
    private final int controllerPort = FreePort.next();
    private final int managementPort = FreePort.next();
    private @Nullable PostgresServer postgres;
    private @Nullable Process kafka;
    private @Nullable Process service;

    private Processes(Path folder) {
        this.folder = folder;
        this.postgresConfig = PostgresConfig.in(folder.resolve("postgres"), FreePort.next())
                .withSetting("max_slot_wal_keep_size", "48MB");
    }

    static Processes start() throws IOException {
        var processes = new Processes(Files.createTempDirectory(
                "parley-faults-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"))));
        processes.startPostgres();
        Databases.provision(processes.postgresConfig, processes.roles);
        processes.startKafka();
        return processes;
    }

    String bootstrap() {
        return "127.0.0.1:" + kafkaPort;
    }

    Http management() {
        return Http.to(() -> managementPort);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                postgresConfig.jdbcUrl("faults") + "?connectTimeout=2&socketTimeout=5",
                "postgres",
                postgresConfig.password());
    }

    /// As the service's role: it may append only when the slot is there.
    Connection connectAsApp() throws SQLException {
        return DriverManager.getConnection(
                postgresConfig.jdbcUrl("faults") + "?connectTimeout=2&socketTimeout=5",
                roles.app(),
                roles.appPassword());
    }

    void startPostgres() {
        postgres = PostgresServer.start(postgresConfig);
    }

    void killPostgres() {
        postgres.kill();
    }

    void startKafka() throws IOException {
        kafka = java(
                "kafka",
                KafkaBroker.class,
                folder.resolve("kafka").toString(),
                Integer.toString(kafkaPort),
                Integer.toString(controllerPort));
    }

    void killKafka() throws InterruptedException {
        kill(kafka);
    }

    void startService() throws IOException {
        service = java(
                "service",
                JournalService.class,
                "--PARLEY_DATABASE_HOST=127.0.0.1",
                "--PARLEY_DATABASE_PORT=" + postgresConfig.port(),
                "--PARLEY_DATABASE_NAME=faults",
                "--PARLEY_DATABASE_OWNER_PASSWORD=" + roles.ownerPassword(),
                "--PARLEY_DATABASE_APP_PASSWORD=" + roles.appPassword(),
                "--PARLEY_DATABASE_RELAY_PASSWORD=" + roles.relayPassword(),
                "--PARLEY_KAFKA_BOOTSTRAP=" + bootstrap(),
                "--server.port=0",
                "--management.server.port=" + managementPort);
    }

    void killService() throws InterruptedException {
        kill(service);
    }

    private Process java(String name, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "faults-" + name + ".log").toFile()))
                .start();
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    void deleteKafka() throws IOException {
        delete(folder.resolve("kafka"));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() {
        try {
            for (Process process : new Process[] {service, kafka}) {
                if (process != null) {
                    kill(process);
                }
            }
            postgres.kill();
            delete(folder);
        } catch (IOException leftover) {
            // The operating system empties its temporary folder.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
