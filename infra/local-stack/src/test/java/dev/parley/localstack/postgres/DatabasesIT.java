package dev.parley.localstack.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.localstack.FreePorts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasesIT {

    private static PostgresServer server;
    private static final DatabaseRoles CLAIMS = DatabaseRoles.forTests("claims");
    private static final DatabaseRoles PRESENCE = DatabaseRoles.forTests("presence");

    @BeforeAll
    static void start(@TempDir Path folder) throws SQLException {
        server = PostgresServer.start(PostgresConfig.in(folder, FreePorts.next()));
        Databases.provision(server, CLAIMS);
        Databases.provision(server, CLAIMS);
        Databases.provision(server, PRESENCE);
        execute(
                CLAIMS.owner(),
                "CREATE TABLE claim(tenant text, title text)",
                "ALTER TABLE claim ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE claim FORCE ROW LEVEL SECURITY",
                "CREATE POLICY tenant_only ON claim USING (tenant = current_setting('parley.tenant', true))",
                "SET parley.tenant = 'acme'",
                "INSERT INTO claim VALUES ('acme', 'Parcel lost')");
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void keepsEverythingWhenProvisionedAgain() throws SQLException {
        Databases.provision(server, CLAIMS);
        assertThat(ask(CLAIMS.relay(), "SELECT count(*) FROM claim")).isEqualTo("1");
    }

    @Test
    void appliesAChangedPassword() throws SQLException {
        Databases.provision(server, new DatabaseRoles("changed", "first", "first", "first"));
        Databases.provision(server, new DatabaseRoles("changed", "second", "second", "second"));
        DriverManager.getConnection(server.jdbcUrl("changed"), "changed_app", "second")
                .close();
        assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("changed"), "changed_app", "first"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void holdsTheApplicationRoleToItsTenantAndTheOwnerToo() throws SQLException {
        assertThat(ask(CLAIMS.app(), "SELECT count(*) FROM claim")).isEqualTo("0");
        assertThat(ask(CLAIMS.owner(), "SELECT count(*) FROM claim")).isEqualTo("0");
        assertThat(ask(CLAIMS.relay(), "SELECT count(*) FROM claim")).isEqualTo("1");
    }

    @Test
    void letsTheApplicationRoleReadAndWriteButNotChangeTheSchema() throws SQLException {
        execute(
                CLAIMS.app(),
                "SET parley.tenant = 'globex'",
                "INSERT INTO claim VALUES ('globex', 'Late')",
                "DELETE FROM claim");
        assertThatThrownBy(() -> execute(CLAIMS.app(), "CREATE TABLE mine(id int)"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> execute(CLAIMS.app(), "ALTER TABLE claim DISABLE ROW LEVEL SECURITY"))
                .hasMessageContaining("must be owner");
        assertThatThrownBy(() -> execute(CLAIMS.app(), "TRUNCATE claim")).hasMessageContaining("permission denied");
    }

    @Test
    void letsTheOwnerMakePublicationAndSlotAndTheRelayReadThem() throws SQLException {
        execute(
                CLAIMS.owner(),
                "CREATE PUBLICATION journal FOR TABLE claim WITH (publish = 'insert')",
                "SELECT pg_create_logical_replication_slot('claims_relay', 'pgoutput')");
        assertThat(ask(CLAIMS.relay(), "SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'claims_relay'"))
                .isEqualTo("1");
        execute(CLAIMS.relay(), "SELECT pg_drop_replication_slot('claims_relay')");
    }

    @Test
    void keepsServicesOutOfEachOthersDatabases() {
        assertThatThrownBy(() -> DriverManager.getConnection(
                        server.jdbcUrl(PRESENCE.database()), CLAIMS.app(), CLAIMS.appPassword()))
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void neverShowsAPassword() {
        assertThat(new DatabaseRoles("claims", "secret", "secret", "secret").toString())
                .doesNotContain("secret");
    }

    private static void execute(String user, String... statements) throws SQLException {
        try (Connection connection = connect(user);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String ask(String user, String query) throws SQLException {
        try (Connection connection = connect(user);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(String user) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("claims"), user, user);
    }
}
