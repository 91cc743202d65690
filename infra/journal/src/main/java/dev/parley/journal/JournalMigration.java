package dev.parley.journal;

import org.flywaydb.core.Flyway;

/// Runs the journal's migrations before the service's own, with a history of their own, so that neither numbers its
/// scripts with the other in mind.
final class JournalMigration {
    private static final String LOCATION = "classpath:dev/parley/journal/migration";
    private static final String HISTORY = "journal_schema_history";
    private static final String BEFORE_EVERYTHING = "0";

    private JournalMigration() {}

    static void migrate(Flyway service) {
        Flyway.configure(service.getConfiguration().getClassLoader())
                .configuration(service.getConfiguration())
                .locations(LOCATION)
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion(BEFORE_EVERYTHING)
                .load()
                .migrate();
        // The schema is no longer empty when the service's history begins.
        Flyway.configure(service.getConfiguration().getClassLoader())
                .configuration(service.getConfiguration())
                .baselineOnMigrate(true)
                .baselineVersion(BEFORE_EVERYTHING)
                .load()
                .migrate();
    }
}
