package dev.parley.presence.online;

import dev.parley.contracts.presence.SessionActive;
import dev.parley.contracts.presence.SessionClosed;
import dev.parley.contracts.presence.SessionIdle;
import dev.parley.contracts.presence.SessionOpened;
import dev.parley.journal.IdSource;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Sessions and gateways as their events change them. Runs in the transaction of the event.
///
/// An event makes somebody ONLINE at once. Whether they are AWAY or OFFLINE is for the sweep to say: an event that may
/// have made them so sets `left_at`, and the sweep looks at their sessions when the grace is over.
///
/// `person.last_seen_at` is their last sign of life: while they are online the last time a session of theirs opened,
/// closed or became active. Times are those of our own clock: the clocks of the gateways may be wrong.
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

    /// The person stays what they are for the grace. Of a session that was idle nobody has closed anything: a machine
    /// fell asleep, a line broke.
    void close(SessionClosed event) {
        boolean wasIdle = jdbc.sql("delete from session where tenant = :tenant and id = :id returning idle")
                .param("tenant", event.tenant())
                .param("id", event.sessionId())
                .query(Boolean.class)
                .optional()
                .orElse(false);
        Instant now = clock.instant();
        perhapsLeft(event.tenant(), event.userId(), now, wasIdle ? Instant.EPOCH : now);
    }

    /// They may have other sessions that are not idle, so this too is for the sweep to judge.
    void idle(SessionIdle event) {
        if (turned(event.tenant(), event.sessionId(), event.turn(), true)) {
            Instant now = clock.instant();
            Duration still = Duration.between(event.lastActiveAt(), event.idleAt());
            perhapsLeft(event.tenant(), event.userId(), now, still.isNegative() ? now : now.minus(still));
        }
    }

    /// Sets `left_at` whatever it was: a sweep that looked at the sessions of a moment ago must not have the last word.
    private void perhapsLeft(String tenant, UUID userId, Instant now, Instant seenAt) {
        jdbc.sql("""
                        update person set left_at = :now, last_seen_at = greatest(last_seen_at, :seen)
                        where tenant = :tenant and user_id = :user and status <> 'OFFLINE'""")
                .param("tenant", tenant)
                .param("user", userId)
                .param("now", Timestamp.from(now))
                .param("seen", Timestamp.from(seenAt))
                .update();
    }

    /// A sign from a gateway that counts as silent brings nobody back: the sweep does when the gateway itself speaks.
    void active(SessionActive event) {
        if (turned(event.tenant(), event.sessionId(), event.turn(), false)) {
            jdbc.sql("""
                            update person set
                                status = 'ONLINE', last_seen_at = :now, left_at = null,
                                change_id = case status when 'ONLINE' then change_id else cast(:change as uuid) end
                            where tenant = :tenant and user_id = :user and status <> 'OFFLINE'
                              and exists (select 1 from gateway where id = :gateway and not silent)""")
                    .param("tenant", event.tenant())
                    .param("user", event.userId())
                    .param("gateway", event.gatewayId())
                    .param("now", Timestamp.from(clock.instant()))
                    .param("change", ids.next())
                    .update();
        }
    }

    /// @return false for a turn that is no news, or of a session that is gone
    private boolean turned(String tenant, UUID sessionId, int turn, boolean idle) {
        return jdbc.sql("""
                                update session set idle = :idle, turn = :turn
                                where tenant = :tenant and id = :id and turn < :turn""")
                        .param("tenant", tenant)
                        .param("id", sessionId)
                        .param("turn", turn)
                        .param("idle", idle)
                        .update()
                == 1;
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
