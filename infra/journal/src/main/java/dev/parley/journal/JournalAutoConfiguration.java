package dev.parley.journal;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.parley.tenancy.TenancyAutoConfiguration;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;

/// The journal's tables, and appending to them.
@AutoConfiguration(after = TenancyAutoConfiguration.class, before = FlywayAutoConfiguration.class)
public class JournalAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    /// Rising also within one millisecond, so that the order of ids is the order of facts of one transaction.
    @Bean
    @ConditionalOnMissingBean
    IdSource idSource() {
        NoArgGenerator generator = Generators.timeBasedEpochGenerator();
        return generator::generate;
    }

    @Bean
    Journal journal(DataSource dataSource, IdSource ids) {
        return new JdbcJournal(dataSource, ids);
    }

    @Bean
    FlywayMigrationStrategy journalBeforeService(@Value("${journal.appends:true}") boolean appends) {
        return service -> JournalMigration.migrate(service, appends);
    }
}
