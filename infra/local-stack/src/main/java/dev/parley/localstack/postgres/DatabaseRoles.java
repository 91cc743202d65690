package dev.parley.localstack.postgres;

/// One service's database and the passwords of its three roles.
///
/// | role | may |
/// |---|---|
/// | `<database>_owner` | own the schema, run migrations, create the publication and the replication slot |
/// | `<database>_app` | read and write rows, under row-level security: it owns nothing |
/// | `<database>_relay` | read the journal of every tenant and the replication stream |
public record DatabaseRoles(String database, String ownerPassword, String appPassword, String relayPassword) {

    public DatabaseRoles {
        if (!database.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException("not a database name: " + database);
        }
    }

    /// For tests: the password of every role is the role's name.
    public static DatabaseRoles forTests(String database) {
        return new DatabaseRoles(database, database + "_owner", database + "_app", database + "_relay");
    }

    public String owner() {
        return database + "_owner";
    }

    public String app() {
        return database + "_app";
    }

    public String relay() {
        return database + "_relay";
    }

    @Override
    public String toString() {
        return "DatabaseRoles[" + database + "]";
    }
}
