package dev.parley.presence.online;

import dev.parley.presence.membership.Memberships;
import dev.parley.web.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Reads who is there, for one caller.
///
/// Staff see everybody of their tenant. A customer sees themselves and those with whom they are in a
/// conversation at the moment; about anybody else they get the answer for somebody unknown, so that
/// asking tells nothing.
@Repository
class People {
    private final JdbcClient jdbc;
    private final Memberships memberships;

    People(JdbcClient jdbc, Memberships memberships) {
        this.jdbc = jdbc;
        this.memberships = memberships;
    }

    /// One answer per id, in the order asked.
    @Transactional(readOnly = true)
    List<Presence> presenceOf(Collection<UUID> userIds, Caller caller) {
        Set<UUID> visible = visible(userIds, caller);
        Map<UUID, Presence> seen = jdbc
                .sql("""
                        select user_id, status, last_seen_at from person
                        where tenant = :tenant and user_id = any(cast(:users as uuid[]))""")
                .param("tenant", caller.tenant())
                .param("users", visible.stream().map(UUID::toString).toArray(String[]::new))
                .query(People::presence)
                .list()
                .stream()
                .collect(Collectors.toMap(Presence::userId, Function.identity()));
        return userIds.stream()
                .map(id -> seen.getOrDefault(id, Presence.unknown(id, visible.contains(id))))
                .toList();
    }

    private Set<UUID> visible(Collection<UUID> userIds, Caller caller) {
        if (caller.isStaff()) {
            return Set.copyOf(userIds);
        }
        Set<UUID> visible = new HashSet<>(memberships.sharingWith(caller, userIds));
        if (userIds.contains(caller.userId())) {
            visible.add(caller.userId());
        }
        return visible;
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

    /// Of somebody about whom the caller may know.
    private static Presence presence(ResultSet row, int number) throws SQLException {
        return new Presence(
                row.getObject("user_id", UUID.class),
                Presence.Status.valueOf(row.getString("status")),
                row.getTimestamp("last_seen_at").toInstant(),
                true);
    }
}
