package dev.parley.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/// Tells PostgreSQL the tenant at the start of each transaction, before any statement of the use case.
///
/// A consumer that handles records of several tenants in one transaction calls [#switchTo] in between.
public final class TenantTransactions implements TransactionExecutionListener {
    private final DataSource dataSource;

    TenantTransactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable beginFailure) {
        if (beginFailure == null && transaction.isNewTransaction()) {
            TenantScope.current().ifPresent(this::switchTo);
        }
    }

    /// From here to the end of the running transaction, rows of `tenant` and no others are visible.
    public void switchTo(String tenant) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (PreparedStatement statement = connection.prepareStatement("select set_config('parley.tenant', ?, true)")) {
            statement.setString(1, tenant);
            statement.execute();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("could not set the tenant of the transaction", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
