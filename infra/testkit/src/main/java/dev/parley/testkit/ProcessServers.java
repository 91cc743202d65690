package dev.parley.testkit;

import dev.parley.localstack.kafka.BrokerConfig;
import dev.parley.localstack.kafka.KafkaBroker;
import dev.parley.localstack.kafka.Topics;
import dev.parley.localstack.postgres.PostgresConfig;
import dev.parley.localstack.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/// PostgreSQL as a child process and Kafka in this JVM; their files are removed at the end.
final class ProcessServers {
    private ProcessServers() {}

    static Servers.PostgresForTests postgres() {
        Path folder = temporaryFolder("postgres");
        // Nobody cuts the power of a test: without fsync it survives a kill all the same, and is quicker.
        PostgresConfig config = PostgresConfig.in(folder, FreePort.next())
                .withSetting("fsync", "off")
                .withSetting("max_connections", "300")
                .withSetting("max_replication_slots", "100")
                .withSetting("max_wal_senders", "60");
        PostgresServer server = PostgresServer.start(config);
        atEnd(server::stop, folder);
        return new Servers.PostgresForTests("127.0.0.1", server.port(), config.password());
    }

    static String kafka() {
        Path folder = temporaryFolder("kafka");
        KafkaBroker broker = KafkaBroker.start(BrokerConfig.in(folder, FreePort.next(), FreePort.next()));
        atEnd(broker::stop, folder);
        Topics.ensure(broker.bootstrap(), Topics.catalogue());
        return broker.bootstrap();
    }

    private static void atEnd(Runnable stop, Path folder) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                stop.run();
            } finally {
                delete(folder);
            }
        }));
    }

    private static Path temporaryFolder(String name) {
        try {
            // The server of a root user runs under another user id.
            return Files.createTempDirectory(
                    "parley-" + name + "-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        } catch (IOException e) {
            throw new UncheckedIOException("no room for " + name + " in the temporary folder", e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException leftover) {
            // The operating system empties its temporary folder.
        }
    }
}
