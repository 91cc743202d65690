package dev.parley.localstack.postgres;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where a PostgreSQL server lives and how it is reached. It listens on 127.0.0.1 only and on no Unix socket.
///
/// @param dataDir the cluster's folder; made by `initdb` when it does not exist yet
/// @param password of the superuser `postgres`; belongs to the data, so a later start must give the same
/// @param log file that receives what the server prints, appended to
/// @param settings overrides of the server's settings, such as `fsync=off` for a control run
public record PostgresConfig(
        Path dataDir, int port, String password, Path log, PostgresBinaries binaries, Map<String, String> settings) {

    /// How many connections a server takes unless the settings say otherwise.
    public static final int CONNECTIONS = 150;

    public PostgresConfig {
        dataDir = dataDir.toAbsolutePath().normalize();
        settings = Map.copyOf(settings);
    }

    /// A server in `folder` (data in `folder/data`, log in `folder/postgres.log`) with binaries from the user's cache.
    public static PostgresConfig in(Path folder, int port) {
        return new PostgresConfig(
                folder.resolve("data"),
                port,
                "postgres",
                folder.resolve("postgres.log"),
                PostgresBinaries.unpacked(),
                Map.of());
    }

    public PostgresConfig withSetting(String name, String value) {
        var changed = new LinkedHashMap<>(settings);
        changed.put(name, value);
        return new PostgresConfig(dataDir, port, password, log, binaries, changed);
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /// All settings the server starts with.
    Map<String, String> effectiveSettings() {
        var all = new LinkedHashMap<String, String>();
        all.put("listen_addresses", "127.0.0.1");
        all.put("port", Integer.toString(port));
        all.put("unix_socket_directories", "");
        all.put("fsync", "on");
        all.put("synchronous_commit", "on");
        all.put("full_page_writes", "on");
        all.put("wal_level", "logical");
        all.put("max_connections", Integer.toString(CONNECTIONS));
        all.put("max_replication_slots", "20");
        all.put("max_wal_senders", "20");
        // A relay that is away for long loses its slot, loudly, before the disk is full.
        all.put("max_slot_wal_keep_size", "2GB");
        // Touched only as far as there is data: an empty stack does not pay for it. What people read of a million
        // messages is 1.5 GB; what is not in here may be on the disk, for other programs want the page cache, too.
        all.put("shared_buffers", "1GB");
        all.put("io_workers", "1");
        all.put("jit", "off");
        all.put("timezone", "UTC");
        all.put("log_timezone", "UTC");
        all.put("log_line_prefix", "%m [%p] %d ");
        all.put("log_checkpoints", "off");
        all.put("password_encryption", "scram-sha-256");
        all.putAll(settings);
        return all;
    }
}
