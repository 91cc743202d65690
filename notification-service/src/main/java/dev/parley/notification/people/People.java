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

    public Recipient one(String tenant, UUID userId) {
        String locale = jdbc.sql("select locale from person where tenant = :tenant and user_id = :user")
                .param("tenant", tenant)
                .param("user", userId)
                .query((row, _) -> row.getString(1) == null ? "en" : row.getString(1))
                .optional()
                .orElse("en");
        return new Recipient(userId, locale);
    }

    /// Those of `userIds` who are known as staff: whoever is not known is not told what is for staff only.
    public List<UUID> staffAmong(String tenant, Collection<UUID> userIds) {
        return jdbc.sql("""
                        select user_id from person
                        where tenant = :tenant and staff and user_id = any(cast(:users as uuid[]))""")
                .param("tenant", tenant)
                .param("users", userIds.stream().map(UUID::toString).toArray(String[]::new))
                .query(UUID.class)
                .list();
    }

    void isStaff(String tenant, UUID userId, boolean staff) {
        jdbc.sql("""
                        insert into person (tenant, user_id, staff) values (:tenant, :user, :staff)
                        on conflict (tenant, user_id) do update set staff = excluded.staff""")
                .param("tenant", tenant)
                .param("user", userId)
                .param("staff", staff)
                .update();
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
