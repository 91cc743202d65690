package dev.parley.notification.people;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Runs in the transaction of the event.
@Repository
public class People {
    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Those of `userIds` who are not online, each once.
    public List<Recipient> offlineAmong(String tenant, Collection<UUID> userIds) {
        return jdbc.sql("""
                        select u.id, coalesce(p.locale, 'en') as locale
                        from (select distinct unnest(cast(:users as uuid[])) as id) u
                        left join person p on p.tenant = :tenant and p.user_id = u.id
                        where not coalesce(p.online, false)
                        order by u.id""")
                .param("users", userIds.stream().map(UUID::toString).toArray(String[]::new))
                .param("tenant", tenant)
                .query((row, _) -> new Recipient(row.getObject("id", UUID.class), row.getString("locale")))
                .list();
    }

    void online(String tenant, UUID userId, boolean online) {
        jdbc.sql("""
                        insert into person (tenant, user_id, online) values (:tenant, :user, :online)
                        on conflict (tenant, user_id) do update set online = excluded.online""")
                .param("tenant", tenant)
                .param("user", userId)
                .param("online", online)
                .update();
    }

    void reads(String tenant, UUID userId, String locale) {
        jdbc.sql("""
                        insert into person (tenant, user_id, locale) values (:tenant, :user, :locale)
                        on conflict (tenant, user_id) do update set locale = excluded.locale""")
                .param("tenant", tenant)
                .param("user", userId)
                .param("locale", "fr".equals(locale) ? "fr" : "en")
                .update();
    }
}
