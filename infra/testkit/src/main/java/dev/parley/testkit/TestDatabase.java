package dev.parley.testkit;

import dev.parley.localstack.postgres.DatabaseRoles;
import dev.parley.localstack.postgres.Databases;
import dev.parley.localstack.postgres.PostgresBinaries;
import dev.parley.localstack.postgres.PostgresConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A fresh database with the three roles of a service and nothing in it. The password of each role is its name.
///
/// [#rows] and [#execute] look past row-level security: they are the eyes of the test, not those of the service.
public final class TestDatabase implements AutoCloseable {
    private final DatabaseRoles roles;

    private TestDatabase(DatabaseRoles roles) {
        this.roles = roles;
    }

    /// @param purpose becomes the beginning of the database's name
    public static TestDatabase create(String purpose) {
        String name =
                purpose.replace('-', '_') + "_" + UUID.randomUUID().toString().substring(0, 8);
        DatabaseRoles roles = DatabaseRoles.forTests(name);
        Servers.PostgresForTests server = Servers.postgres();
        var config = new PostgresConfig(
                Path.of("unused"),
                server.port(),
                server.superuserPassword(),
                Path.of("unused"),
                new PostgresBinaries(Path.of("unused")),
                Map.of());
        Databases.provision(config, roles);
        return new TestDatabase(roles);
    }

    public String name() {
        return roles.database();
    }

    public DatabaseRoles roles() {
        return roles;
    }

    public String jdbcUrl() {
        return Servers.jdbcUrl(name());
    }

    /// As the service's own role, under row-level security.
    public Connection connectAsApp() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), roles.app(), roles.appPassword());
    }

    public Connection connectAsRelay() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), roles.relay(), roles.relayPassword());
    }

    public Connection connectAsOwner() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), roles.owner(), roles.ownerPassword());
    }

    /// What a service reads from its environment to find this database.
    public Map<String, Object> environment() {
        Map<String, Object> environment = new LinkedHashMap<>();
        environment.put("PARLEY_DATABASE_HOST", Servers.postgresHost());
        environment.put("PARLEY_DATABASE_PORT", Servers.postgresPort());
        environment.put("PARLEY_DATABASE_NAME", name());
        environment.put("PARLEY_DATABASE_OWNER_PASSWORD", roles.ownerPassword());
        environment.put("PARLEY_DATABASE_APP_PASSWORD", roles.appPassword());
        environment.put("PARLEY_DATABASE_RELAY_PASSWORD", roles.relayPassword());
        return environment;
    }

    /// Rows as the superuser sees them: column name → value.
    public List<Map<String, @Nullable Object>> rows(String sql, @Nullable Object... parameters) {
        try (Connection connection = Servers.connectAsSuperuser(name());
                PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet result = statement.executeQuery()) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// A hash over every row of every table, so that a test can say that nothing was changed. Without what changes by
    /// itself: which events were consumed, and the book-keeping of migrations and relay.
    public String digest() {
        String tables = rows("""
                        select tablename as name from pg_tables where schemaname = 'public'
                          and tablename not like 'flyway%' and tablename not in
                              ('consumed_event', 'relay_offset')
                        order by tablename""").stream()
                .map(row ->
                        "select '%1$s' as name, md5(coalesce(string_agg(md5(r::text), '' order by md5(r::text)), ''))"
                                        .formatted(row.get("name"))
                                + " as hash from \"%s\" r".formatted(row.get("name")))
                .collect(Collectors.joining(" union all "));
        return rows(tables).toString();
    }

    public long count(String table) {
        return (Long) Objects.requireNonNull(
                rows("select count(*) as n from " + table).getFirst().get("n"));
    }

    /// As the superuser.
    public int execute(String sql, @Nullable Object... parameters) {
        try (Connection connection = Servers.connectAsSuperuser(name());
                PreparedStatement statement = prepared(connection, sql, parameters)) {
            return statement.execute() ? 0 : statement.getUpdateCount();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /// Removes the database and its replication slot. Whoever is connected is thrown out.
    @Override
    public void close() {
        execute("select pg_terminate_backend(active_pid) from pg_replication_slots"
                + " where database = current_database() and active");
        execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots"
                + " where database = current_database() and not active");
        try (Connection connection = Servers.connectAsSuperuser("postgres");
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name() + " with (force)");
        } catch (SQLException stillReplicating) {
            // It goes with the server.
        }
    }
}
