package dev.parley.presence.online;

import dev.parley.web.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Reads who is there, for one caller.
///
/// Staff see everybody of their tenant. A customer sees themselves and the staff of the tenant; about anybody else they
/// get the answer for somebody unknown, so that asking tells nothing.
@Repository
class People {
    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// One answer per id, in the order asked.
    @Transactional(readOnly = true)
    List<Presence> presenceOf(Collection<UUID> userIds, Caller caller) {
        Map<UUID, Presence> seen = jdbc
                .sql("""
                        select user_id, status, last_seen_at from person
                        where tenant = :tenant and user_id = any(cast(:users as uuid[]))
                          and (:all or role <> 'CUSTOMER' or user_id = :self)""")
                .param("tenant", caller.tenant())
                .param("users", userIds.stream().map(UUID::toString).toArray(String[]::new))
                .param("all", caller.isStaff())
                .param("self", caller.userId())
                .query(People::presence)
                .list()
                .stream()
                .collect(Collectors.toMap(Presence::userId, Function.identity()));
        return userIds.stream()
                .map(id -> seen.getOrDefault(id, Presence.unknown(id)))
                .toList();
    }

    /// Whoever is ONLINE or AWAY.
    ///
    /// @param after the last user id of the page before
    @Transactional(readOnly = true)
    List<Presence> online(String tenant, UUID after, int most) {
        return jdbc.sql("""
                        select user_id, status, last_seen_at from person
                        where tenant = :tenant and status <> 'OFFLINE' and user_id > :after
                        order by user_id limit :most""")
                .param("tenant", tenant)
                .param("after", after)
                .param("most", most)
                .query(People::presence)
                .list();
    }

    private static Presence presence(ResultSet row, int number) throws SQLException {
        return new Presence(
                row.getObject("user_id", UUID.class),
                Presence.Status.valueOf(row.getString("status")),
                row.getTimestamp("last_seen_at").toInstant());
    }
}
