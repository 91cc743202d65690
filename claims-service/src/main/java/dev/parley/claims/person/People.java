package dev.parley.claims.person;

import dev.parley.web.Caller;
import dev.parley.web.Role;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `person`. A description that is older than what is known is passed by.
@Component
public class People {
    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// In the transaction of a write, so that a refused request leaves nothing behind.
    public void met(Caller caller, Instant now) {
        met(caller.tenant(), new Person(caller.userId(), caller.role(), caller.name(), caller.locale()), now);
    }

    /// An upsert would lock the row even when nothing changes, and all writes of one person would wait for each other:
    /// so it is only tried when the description differs.
    void met(String tenant, Person person, Instant seenAt) {
        jdbc.sql("""
                        insert into person (tenant, user_id, role, name, locale, seen_at)
                        select :tenant, :userId, :role, :name, :locale, :seenAt
                        where not exists (
                            select 1 from person
                            where tenant = :tenant and user_id = :userId
                              and role = :role and name = :name and locale = :locale)
                        on conflict (tenant, user_id) do update
                        set role = excluded.role, name = excluded.name, locale = excluded.locale, seen_at = excluded.seen_at
                        where person.seen_at <= excluded.seen_at""")
                .param("tenant", tenant)
                .param("userId", person.userId())
                .param("role", person.role().name())
                .param("name", person.name())
                .param("locale", person.locale())
                .param("seenAt", seenAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    public Optional<Person> find(String tenant, UUID userId) {
        return jdbc.sql("select role, name, locale from person where tenant = ? and user_id = ?")
                .params(tenant, userId)
                .query((row, _) -> new Person(
                        userId, Role.valueOf(row.getString("role")), row.getString("name"), row.getString("locale")))
                .optional();
    }
}
