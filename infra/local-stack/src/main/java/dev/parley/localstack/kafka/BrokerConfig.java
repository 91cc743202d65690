package dev.parley.localstack.kafka;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/// Where a broker lives and how it is reached; it listens on 127.0.0.1 only.
///
/// @param dataDir its log folder; kept between starts
/// @param port for clients
/// @param controllerPort for the broker's own quorum of one
/// @param settings overrides of the broker's settings
public record BrokerConfig(Path dataDir, int port, int controllerPort, Map<String, String> settings) {

    static final int NODE = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    public BrokerConfig {
        dataDir = dataDir.toAbsolutePath().normalize();
        settings = Map.copyOf(settings);
    }

    public static BrokerConfig in(Path dataDir, int port, int controllerPort) {
        return new BrokerConfig(dataDir, port, controllerPort, Map.of());
    }

    public BrokerConfig withSetting(String name, String value) {
        var changed = new LinkedHashMap<>(settings);
        changed.put(name, value);
        return new BrokerConfig(dataDir, port, controllerPort, changed);
    }

    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    Properties properties() {
        var all = new Properties();
        all.put("process.roles", "broker,controller");
        all.put("node.id", Integer.toString(NODE));
        all.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        all.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + "," + CONTROLLER_LISTENER + "://127.0.0.1:" + controllerPort);
        all.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        all.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        all.put("inter.broker.listener.name", "PLAINTEXT");
        all.put("controller.listener.names", CONTROLLER_LISTENER);
        all.put("log.dirs", dataDir.toString());
        oneReplica(all);
        quickAfterKill(all);
        small(all);
        all.putAll(settings);
        return all;
    }

    private static void oneReplica(Properties all) {
        all.put("auto.create.topics.enable", "false");
        all.put("num.partitions", "8");
        all.put("default.replication.factor", "1");
        all.put("min.insync.replicas", "1");
        all.put("offsets.topic.num.partitions", "8");
        all.put("offsets.topic.replication.factor", "1");
        all.put("transaction.state.log.num.partitions", "4");
        all.put("transaction.state.log.replication.factor", "1");
        all.put("transaction.state.log.min.isr", "1");
        all.put("share.coordinator.state.topic.num.partitions", "1");
        all.put("share.coordinator.state.topic.replication.factor", "1");
        all.put("share.coordinator.state.topic.min.isr", "1");
    }

    /// A killed broker comes back under the same id. The controller lets it in only when the session of its
    /// former life is over, so that session is short, though long enough for a machine that is busy elsewhere.
    /// Groups do not wait for members that may still come.
    private static void quickAfterKill(Properties all) {
        all.put("broker.heartbeat.interval.ms", "500");
        all.put("broker.session.timeout.ms", "5000");
        all.put("group.initial.rebalance.delay.ms", "0");
        all.put("controlled.shutdown.enable", "true");
    }

    /// Sized for a machine that runs everything else as well.
    private static void small(Properties all) {
        all.put("num.network.threads", "2");
        all.put("num.io.threads", "4");
        all.put("background.threads", "4");
        all.put("num.recovery.threads.per.data.dir", "2");
        all.put("log.cleaner.dedupe.buffer.size", "16777216");
        all.put("log.segment.bytes", Integer.toString(64 << 20));
        all.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        all.put("metadata.log.segment.bytes", Integer.toString(16 << 20));
        all.put("metadata.max.idle.interval.ms", "5000");
    }
}
