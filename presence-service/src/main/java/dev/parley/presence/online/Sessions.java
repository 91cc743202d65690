package dev.parley.presence.online;

import dev.parley.contracts.presence.SessionClosed;
import dev.parley.contracts.presence.SessionOpened;
import dev.parley.journal.IdSource;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Sessions and gateways as their events change them. Runs in the transaction of the event.
///
/// `person.last_seen_at` of somebody online is the last time a session of theirs opened or closed; the grace counts
/// from
/// it. Times are those of our own clock: the clocks of the gateways may be wrong.
@Repository
class Sessions {
    private final JdbcClient jdbc;
    private final IdSource ids;
    private final Clock clock;

    Sessions(JdbcClient jdbc, IdSource ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /// The gateway may be unknown still: its sign of life travels under another key.
    void open(SessionOpened event) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("insert into gateway (id, last_alive_at) values (:gateway, :now) on conflict (id) do nothing")
                .param("gateway", event.gatewayId())
                .param("now", now)
                .update();
        jdbc.sql("""
                        insert into session (id, tenant, user_id, gateway_id, opened_at)
                        values (:id, :tenant, :user, :gateway, :openedAt) on conflict (id) do nothing""")
                .param("id", event.sessionId())
                .param("tenant", event.tenant())
                .param("user", event.userId())
                .param("gateway", event.gatewayId())
                .param("openedAt", Timestamp.from(event.openedAt()))
                .update();
        jdbc.sql("""
                        insert into person (tenant, user_id, role, status, last_seen_at, left_at, change_id)
                        values (:tenant, :user, :role, 'ONLINE', :now,
                            (select cast(:now as timestamptz) from gateway where id = :gateway and silent), :change)
                        on conflict (tenant, user_id) do update set
                            role = excluded.role,
                            status = 'ONLINE',
                            last_seen_at = excluded.last_seen_at,
                            left_at = excluded.left_at,
                            change_id = case person.status when 'ONLINE' then person.change_id else excluded.change_id end
                        """)
                .param("tenant", event.tenant())
                .param("user", event.userId())
                .param("role", event.role())
                .param("now", now)
                .param("gateway", event.gatewayId())
                .param("change", ids.next())
                .update();
    }

    /// The person stays online for the grace, even without another session.
    void close(SessionClosed event) {
        jdbc.sql("delete from session where tenant = :tenant and id = :id")
                .param("tenant", event.tenant())
                .param("id", event.sessionId())
                .update();
        jdbc.sql("""
                        update person set last_seen_at = :now, left_at = :now
                        where tenant = :tenant and user_id = :user and status = 'ONLINE'""")
                .param("tenant", event.tenant())
                .param("user", event.userId())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    void alive(UUID gatewayId) {
        jdbc.sql("""
                        insert into gateway (id, last_alive_at) values (:gateway, :now)
                        on conflict (id) do update set last_alive_at = excluded.last_alive_at""")
                .param("gateway", gatewayId)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }
}
