package dev.parley.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class StatementCounterIT {
    @Test
    void countsEachStatementOfEachKind() throws SQLException {
        try (TestDatabase database = TestDatabase.create("counter")) {
            database.execute("create table thing (id int)");
            var real = new PGSimpleDataSource();
            real.setUrl(database.jdbcUrl());
            real.setUser(database.roles().owner());
            real.setPassword(database.roles().ownerPassword());
            var counter = new StatementCounter();
            var source = (DataSource) counter.postProcessAfterInitialization(real, "source");

            assertThat(counter.during(() -> select(source, 1))).isEqualTo(2);
            assertThat(counter.during(() -> select(source, 20)))
                    .as("one for each of twenty is noticed")
                    .isEqualTo(40);
        }
    }

    @Test
    void tellsByTheDigestWhetherAnythingChanged() {
        try (TestDatabase database = TestDatabase.create("digest")) {
            database.execute("create table thing (id int)");
            database.execute("create table consumed_event (id int)");
            String empty = database.digest();
            database.execute("insert into consumed_event values (1)");
            assertThat(database.digest()).isEqualTo(empty);
            database.execute("insert into thing values (1)");
            String one = database.digest();
            assertThat(one).isNotEqualTo(empty);
            database.execute("update thing set id = 2");
            assertThat(database.digest()).isNotIn(empty, one);
        }
    }

    private static void select(DataSource source, int times) {
        try (Connection connection = source.getConnection()) {
            for (int i = 0; i < times; i++) {
                try (var prepared = connection.prepareStatement("select ?::int");
                        var plain = connection.createStatement()) {
                    prepared.setInt(1, i);
                    prepared.executeQuery().next();
                    plain.execute("select 1");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
