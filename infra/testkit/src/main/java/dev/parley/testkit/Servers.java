package dev.parley.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// The PostgreSQL and the Kafka of this test JVM: started on first use, stopped when it ends.
///
/// `-Dparley.testkit=containers` takes Docker containers instead of embedded processes.
public final class Servers {
    private static final class Postgres {
        static final PostgresForTests SERVER = containers() ? ContainerServers.postgres() : ProcessServers.postgres();
    }

    private static final class Kafka {
        static final String BOOTSTRAP = containers() ? ContainerServers.kafka() : ProcessServers.kafka();
    }

    private Servers() {}

    /// `host:port` of the broker; all topics of the catalogue exist.
    public static String kafkaBootstrap() {
        return Kafka.BOOTSTRAP;
    }

    public static String postgresHost() {
        return Postgres.SERVER.host();
    }

    public static int postgresPort() {
        return Postgres.SERVER.port();
    }

    /// As the superuser, whom no row-level security binds.
    static Connection connectAsSuperuser(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), "postgres", Postgres.SERVER.superuserPassword());
    }

    static String jdbcUrl(String database) {
        return "jdbc:postgresql://" + postgresHost() + ":" + postgresPort() + "/" + database;
    }

    static PostgresForTests postgres() {
        return Postgres.SERVER;
    }

    private static boolean containers() {
        return "containers".equals(System.getProperty("parley.testkit"));
    }

    record PostgresForTests(String host, int port, String superuserPassword) {}
}
