package dev.parley.journal;

import dev.parley.contracts.Catalogue;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.tenancy.TenantScope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// One statement per append: the driver turns the batch into a multi-row insert.
final class JdbcJournal implements Journal {
    private static final String INSERT = "insert into journal"
            + " (id, topic, key, seq, type, tenant, actor, occurred_at, trace, payload)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /// Stays below what a Kafka broker takes as one record (1 MiB), at up to three bytes a character: a fact that could
    /// never be published would stop the relay for good.
    private static final int MAX_PAYLOAD_CHARACTERS = 300_000;

    private final DataSource dataSource;
    private final IdSource ids;
    private final SQLExceptionTranslator failures = new SQLStateSQLExceptionTranslator();

    JdbcJournal(DataSource dataSource, IdSource ids) {
        this.dataSource = dataSource;
        this.ids = ids;
    }

    @Override
    public void append(List<Fact> facts) {
        requireTransaction();
        if (facts.isEmpty()) {
            return;
        }
        String tenant = TenantScope.required();
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Fact fact : facts) {
                bind(insert, fact, tenant);
                if (facts.size() > 1) {
                    insert.addBatch();
                }
            }
            if (facts.size() > 1) {
                insert.executeBatch();
            } else {
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.hasResource(dataSource)) {
            throw new IllegalStateException(
                    "facts are appended in the transaction that makes them true; none is running");
        }
    }

    private void bind(PreparedStatement insert, Fact fact, String tenant) throws SQLException {
        DomainEvent event = fact.event();
        Event description = Catalogue.describe(event.getClass());
        if (!tenant.equals(event.tenant())) {
            throw new IllegalStateException(description.type() + " belongs to another tenant than the scope");
        }
        String payload = EventJson.write(event);
        if (payload.length() > MAX_PAYLOAD_CHARACTERS) {
            throw new IllegalArgumentException(description.type() + " is too large to be published");
        }
        UUID id = ids.next();
        insert.setObject(1, id);
        insert.setString(2, description.topic().topicName());
        insert.setObject(3, fact.key());
        insert.setObject(4, fact.seq(), Types.BIGINT);
        insert.setString(5, description.type());
        insert.setString(6, tenant);
        insert.setObject(7, fact.actor(), Types.OTHER);
        insert.setObject(8, fact.occurredAt().atOffset(ZoneOffset.UTC));
        insert.setString(9, TraceParent.current(id));
        insert.setObject(10, payload, Types.OTHER);
    }

    private RuntimeException failure(SQLException e) {
        // A batch hides the reason in the next exception.
        SQLException reason = e.getNextException() == null ? e : e.getNextException();
        RuntimeException translated = failures.translate("append to the journal", INSERT, reason);
        return translated == null ? new IllegalStateException("could not append to the journal", e) : translated;
    }
}
