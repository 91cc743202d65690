package dev.parley.journal;

import org.flywaydb.core.Flyway;

/// Runs the journal's migrations before the service's own, with a history of their own, so that neither numbers its
/// scripts with the other in mind.
final class JournalMigration {
    private static final String LOCATION = "classpath:dev/parley/journal/migration";
    private static final String RELAY_LOCATION = "classpath:dev/parley/journal/relay-migration";
    private static final String HISTORY = "journal_schema_history";
    private static final String BEFORE_EVERYTHING = "0";

    private JournalMigration() {}

    /// @param appends whether this service appends facts. If not it gets no slot, for a slot that nobody reads holds
    ///     back WAL, and no right to append; a version that begins to append gets both then
    static void migrate(Flyway service, boolean appends) {
        Flyway.configure(service.getConfiguration().getClassLoader())
                .configuration(service.getConfiguration())
                .locations(appends ? new String[] {LOCATION, RELAY_LOCATION} : new String[] {LOCATION})
                .outOfOrder(true)
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
