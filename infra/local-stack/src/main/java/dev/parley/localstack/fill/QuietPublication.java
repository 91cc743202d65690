package dev.parley.localstack.fill;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/// While it is open, the relay publishes only facts of the present: the publication of the journal has a
/// row filter on `occurred_at`. PostgreSQL decides with the publication as it was when a row was written,
/// so what is written meanwhile about the past never reaches Kafka, and everything the services write flows
/// on as ever.
///
/// A fill that is killed leaves the filter behind. That is harmless, since no later fact is older than it;
/// the next fill takes it away.
final class QuietPublication implements AutoCloseable {
    private final Connection connection;

    QuietPublication(Connection connection, Instant publishedFrom) throws SQLException {
        this.connection = connection;
        set("journal where (occurred_at >= timestamptz '" + publishedFrom + "')");
    }

    @Override
    public void close() throws SQLException {
        set("journal");
    }

    private void set(String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter publication parley_journal set table " + table);
        }
    }
}
