package dev.parley.messaging.people;

import dev.parley.contracts.Topic;
import dev.parley.contracts.people.ProfileSeen;
import dev.parley.journal.Subscription;
import dev.parley.messaging.conversation.Participant;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Who is who. The newest profile stands; participants who were added before anybody had met them get their name.
@Configuration(proxyBeanMethods = false)
public class People {
    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Bean
    Subscription profiles() {
        return Subscription.to(Topic.PROFILE_EVENTS).on(ProfileSeen.class, this::on);
    }

    void on(ProfileSeen profile) {
        int known = jdbc.sql("""
                        insert into person (user_id, tenant, role, name, locale, seen_at) values (?, ?, ?, ?, ?, ?)
                        on conflict (tenant, user_id) do update
                            set role = excluded.role, name = excluded.name, locale = excluded.locale,
                                seen_at = excluded.seen_at
                            where person.seen_at < excluded.seen_at""")
                .params(
                        profile.userId(),
                        profile.tenant(),
                        profile.role(),
                        profile.name(),
                        profile.locale(),
                        Timestamp.from(profile.seenAt()))
                .update();
        if (known == 1) {
            jdbc.sql("update participant set role = ?, name = ? where tenant = ? and user_id = ? and role is null")
                    .params(profile.role(), profile.name(), profile.tenant(), profile.userId())
                    .update();
        }
    }

    /// In the order given; without name and role where nobody has met the person. Runs in the transaction of its
    /// caller.
    public List<Participant> find(String tenant, Collection<UUID> userIds) {
        Map<UUID, Participant> found = new LinkedHashMap<>();
        userIds.forEach(id -> found.put(id, new Participant(id, "", null)));
        jdbc.sql("select user_id, name, role from person where tenant = ? and user_id = any (?)")
                .params(tenant, userIds.toArray(UUID[]::new))
                .query(Participant::row)
                .list()
                .forEach(person -> found.put(person.userId(), person));
        return List.copyOf(found.values());
    }
}
