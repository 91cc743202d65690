package dev.parley.tenancy;

import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/// Boot adds every `TransactionExecutionListener` bean to the transaction manager, JDBC and JPA alike.
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
public class TenancyAutoConfiguration {
    @Bean
    TenantTransactions tenantTransactions(DataSource dataSource) {
        return new TenantTransactions(dataSource);
    }
}
