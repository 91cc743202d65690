package dev.parley.localstack.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// A Kafka broker in this JVM. [#main] makes it a process of its own:
/// `java … dev.parley.localstack.kafka.KafkaBroker <data folder> <port> <controller port> [<marker file>]`.
///
/// A broker that is asked to end says goodbye to its controller; one that is killed is refused for the
/// length of the old session (5 s, see [BrokerConfig]) when it comes back. So the shutdown hook of [#main]
/// matters.
public final class KafkaBroker implements AutoCloseable {

    /// The only argument of a [#main] that starts, stops, and leaves nothing behind but its AOT cache.
    public static final String TRAINING = "--training";

    private final BrokerConfig config;
    private final KafkaRaftServer server;

    private KafkaBroker(BrokerConfig config, KafkaRaftServer server) {
        this.config = config;
        this.server = server;
    }

    /// Formats the folder on the first start and returns when the broker serves clients.
    public static KafkaBroker start(BrokerConfig config) {
        try {
            Files.createDirectories(config.dataDir());
            if (!Files.exists(config.dataDir().resolve("meta.properties"))) {
                format(config.dataDir());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka cannot use " + config.dataDir() + ": " + e.getMessage(), e);
        }
        var server = new KafkaRaftServer(new KafkaConfig(config.properties(), false), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(config, server);
    }

    public String bootstrap() {
        return config.bootstrap();
    }

    /// Stops in order; data stays.
    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    @Override
    public void close() {
        stop();
    }

    private static void format(Path dataDir) {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(BrokerConfig.NODE)
                    .addDirectory(dataDir.toString())
                    .setMetadataLogDirectory(dataDir.toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName(BrokerConfig.CONTROLLER_LISTENER)
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("Kafka cannot format " + dataDir + ": " + e.getMessage(), e);
        }
    }

    /// Runs until it is told to end, then stops in order. When topics are there it writes its pid into the marker file.
    public static void main(String... arguments) throws Exception {
        if (arguments.length == 1 && arguments[0].equals(TRAINING)) {
            startOnceInPassing();
            return;
        }
        if (arguments.length < 3 || arguments.length > 4) {
            throw new IllegalArgumentException("wanted: <data folder> <port> <controller port> [<marker file>]");
        }
        var config =
                BrokerConfig.in(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        KafkaBroker broker = start(config);
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            broker.stop();
            ended.countDown();
        }));
        Topics.ensure(config.bootstrap(), Topics.catalogue());
        if (arguments.length == 4) {
            Files.writeString(
                    Path.of(arguments[3]), Long.toString(ProcessHandle.current().pid()));
        }
        ended.await();
    }

    /// A start and stop in a temporary folder: from it the JVM learns what to put into the AOT cache.
    private static void startOnceInPassing() throws IOException {
        Path folder = Files.createTempDirectory("parley-kafka");
        try (var clients = new ServerSocket(0);
                var controllers = new ServerSocket(0)) {
            var config = BrokerConfig.in(folder, clients.getLocalPort(), controllers.getLocalPort());
            clients.close();
            controllers.close();
            try (KafkaBroker broker = start(config)) {
                Topics.ensure(broker.bootstrap(), Topics.catalogue());
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
