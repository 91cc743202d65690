package dev.parley.journal.relay;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/// The relay's own way into the database, with the relay's role: it sees the journal of every tenant. Not a
/// `DataSource` bean, so that nothing else of the service can have it injected.
final class RelayDatabase implements AutoCloseable {
    private static final int CONNECTIONS = 3;
    private static final long WAIT_MILLIS = 2_000;
    private static final long IDLE_MILLIS = 30_000;

    private final HikariDataSource dataSource;

    RelayDatabase(RelayProperties properties) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("relay");
        config.setJdbcUrl(
                "jdbc:postgresql://%s:%d/%s".formatted(properties.host(), properties.port(), properties.database()));
        config.setUsername(properties.user());
        config.setPassword(properties.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setIdleTimeout(IDLE_MILLIS);
        // The database may be away when the service starts.
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "relay");
        this.dataSource = new HikariDataSource(config);
    }

    DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
