package dev.parley.messaging.property;

import dev.parley.testkit.TestDatabase;
import java.util.List;

/// The tables of the service, as the database itself names them: a new one is looked at without being listed anywhere.
final class Tables {
    private Tables() {}

    static List<String> all(TestDatabase database) {
        return database
                .rows("select table_name from information_schema.tables"
                        + " where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name")
                .stream()
                .map(row -> String.valueOf(row.get("table_name")))
                .toList();
    }

    /// Those whose rows belong to a tenant.
    static List<String> ofTenants(TestDatabase database) {
        return database
                .rows("select table_name from information_schema.columns"
                        + " where table_schema = 'public' and column_name = 'tenant' and table_name <> 'tenant'"
                        + " and table_name in (select table_name from information_schema.tables"
                        + "                    where table_schema = 'public' and table_type = 'BASE TABLE')"
                        + " order by table_name")
                .stream()
                .map(row -> String.valueOf(row.get("table_name")))
                .toList();
    }
}
