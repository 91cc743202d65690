package dev.parley.localstack.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.localstack.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {

    @TempDir
    Path folder;

    @Test
    void keepsWhatWasCommittedThroughAKill() throws Exception {
        PostgresConfig config = PostgresConfig.in(folder, FreePorts.next());
        try (PostgresServer server = PostgresServer.start(config)) {
            execute(server, "CREATE TABLE fact(id int)", "INSERT INTO fact SELECT generate_series(1, 1000)");
            server.kill();
            assertThat(server.running()).isFalse();
        }
        try (PostgresServer again = PostgresServer.start(config)) {
            assertThat(ask(again, "SELECT count(*) FROM fact")).isEqualTo("1000");
        }
    }

    @Test
    void runsWithTheDurabilityOfProduction() throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresConfig.in(folder, FreePorts.next()))) {
            assertThat(ask(server, "SHOW server_version")).startsWith("18.");
            assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(server, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(server, "SHOW wal_level")).isEqualTo("logical");
            assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(server, "SHOW unix_socket_directories")).isEmpty();
        }
    }

    @Test
    void ignoresALockFileWhosePidBelongsToSomebodyElse() throws Exception {
        PostgresConfig config = PostgresConfig.in(folder, FreePorts.next());
        PostgresServer.start(config).close();
        Files.writeString(
                config.dataDir().resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n");
        try (PostgresServer server = PostgresServer.start(config)) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void refusesASecondServerInTheSameFolder() {
        PostgresConfig config = PostgresConfig.in(folder, FreePorts.next());
        try (PostgresServer server = PostgresServer.start(config)) {
            assertThatThrownBy(() -> PostgresServer.start(config))
                    .hasMessageContaining("(process " + server.pid() + ") is running in it");
        }
    }

    @Test
    void showsTheLogWhenTheServerCannotStart() {
        PostgresConfig config = PostgresConfig.in(folder, FreePorts.next()).withSetting("max_connections", "many");
        assertThatThrownBy(() -> PostgresServer.start(config))
                .hasMessageContaining("did not start")
                .hasMessageContaining("max_connections");
    }

    private static void execute(PostgresServer server, String... statements) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String ask(PostgresServer server, String query) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
