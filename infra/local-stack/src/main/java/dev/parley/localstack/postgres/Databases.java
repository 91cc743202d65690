package dev.parley.localstack.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Gives a service its database: isolated from the other services' and with no more rights for each role than it needs.
///
/// Every statement may run again, so provisioning repairs what a `kill -9` left half done and applies changed
/// passwords.
public final class Databases {

    private Databases() {}

    public static void provision(PostgresServer server, DatabaseRoles roles) {
        provision(server.config(), roles);
    }

    /// The same for a server that another process has started.
    public static void provision(PostgresConfig config, DatabaseRoles roles) {
        try (Connection system = PostgresServer.connect(config, "postgres", "postgres", config.password())) {
            provisionRolesAndDatabase(system, roles);
        } catch (SQLException e) {
            throw failed(roles, e);
        }
        try (Connection inside = PostgresServer.connect(config, roles.database(), "postgres", config.password())) {
            grantInside(inside, roles);
        } catch (SQLException e) {
            throw failed(roles, e);
        }
    }

    private static void provisionRolesAndDatabase(Connection system, DatabaseRoles roles) throws SQLException {
        try (Statement statement = system.createStatement()) {
            role(statement, roles.owner(), "REPLICATION NOBYPASSRLS", roles.ownerPassword());
            role(statement, roles.app(), "NOREPLICATION NOBYPASSRLS", roles.appPassword());
            role(statement, roles.relay(), "REPLICATION BYPASSRLS", roles.relayPassword());
            // CREATE DATABASE knows neither IF NOT EXISTS nor transactions.
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + roles.database() + "'")) {
                statement.execute("CREATE DATABASE " + roles.database() + " OWNER " + roles.owner());
            }
            statement.execute("REVOKE ALL ON DATABASE " + roles.database() + " FROM PUBLIC");
            statement.execute(
                    "GRANT CONNECT ON DATABASE " + roles.database() + " TO " + roles.app() + ", " + roles.relay());
        }
    }

    private static void grantInside(Connection inside, DatabaseRoles roles) throws SQLException {
        String users = roles.app() + ", " + roles.relay();
        String byOwner = "ALTER DEFAULT PRIVILEGES FOR ROLE " + roles.owner() + " IN SCHEMA public GRANT ";
        try (Statement statement = inside.createStatement()) {
            statement.execute("ALTER SCHEMA public OWNER TO " + roles.owner());
            statement.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
            statement.execute("GRANT USAGE ON SCHEMA public TO " + users);
            statement.execute(byOwner + "SELECT, INSERT, UPDATE, DELETE ON TABLES TO " + users);
            statement.execute(byOwner + "USAGE, SELECT ON SEQUENCES TO " + users);
        }
    }

    private static void role(Statement statement, String name, String attributes, String password) throws SQLException {
        if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'")) {
            statement.execute("CREATE ROLE " + name);
        }
        statement.execute("ALTER ROLE " + name + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE " + attributes
                + " PASSWORD '" + password.replace("'", "''") + "'");
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next();
        }
    }

    private static IllegalStateException failed(DatabaseRoles roles, SQLException e) {
        return new IllegalStateException("database " + roles.database() + " cannot be prepared: " + e.getMessage(), e);
    }
}
