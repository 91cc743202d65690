package dev.parley.presence.online;

import dev.parley.contracts.DomainEvent;
import dev.parley.tenancy.TenantScope;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes true what time alone changes: the grace of somebody who left ends, a gateway falls silent or speaks again.
/// Whether somebody is AWAY or OFFLINE is decided here alone.
///
/// Looks only at what may have changed, so an idle installation costs next to nothing however many are
/// online. Every replica sweeps, in one transaction that may be repeated. It works on all tenants at once,
/// under the tenant `*` (see the policy `sweep` of the tables).
@Component
class Sweep {
    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Announcer announcer;
    private final PresenceProperties presence;
    private final Clock clock;
    private Instant listeningSince;

    Sweep(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Announcer announcer,
            PresenceProperties presence,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.announcer = announcer;
        this.presence = presence;
        this.clock = clock;
        this.listeningSince = clock.instant();
    }

    /// A sweep that fails (the database is away) is followed by the next one.
    @Scheduled(fixedDelayString = "${presence.sweep-interval:1s}")
    void onSchedule() {
        try {
            once();
        } catch (RuntimeException e) {
            log.warn("event=presence.sweep-failed cause={}", e.toString());
        }
    }

    void once() {
        Instant now = clock.instant();
        if (now.isBefore(listeningSince)) {
            listeningSince = now;
        }
        TenantScope.run(
                DomainEvent.NO_TENANT,
                () -> transactions.executeWithoutResult(_ -> {
                    forgetTheFuture(now);
                    hearSilence(now);
                    int back = hearVoices(now);
                    int gone = endGraces(now);
                    forget(now);
                    if (back + gone > 0) {
                        log.info("event=presence.swept back={} offline={}", back, gone);
                    }
                }));
        announcer.announce();
    }

    /// The clock was set back: what happened before that has times that are still to come, and nothing would end until
    /// they have come. The clocks of replicas may differ by the grace.
    private void forgetTheFuture(Instant now) {
        Timestamp latest = Timestamp.from(now.plus(presence.grace()));
        jdbc.sql("update gateway set last_alive_at = :now where last_alive_at > :latest")
                .param("now", Timestamp.from(now))
                .param("latest", latest)
                .update();
        jdbc.sql("update person set left_at = :now where left_at > :latest")
                .param("now", Timestamp.from(now))
                .param("latest", latest)
                .update();
    }

    /// The people of a gateway that fell silent have had grace enough. Until then they were seen
    /// only where they were active.
    private void hearSilence(Instant now) {
        List<UUID> fellSilent = jdbc.sql("""
                        update gateway set silent = true
                        where not silent and last_alive_at < :silentBefore returning id""")
                .param("silentBefore", Timestamp.from(silentBefore(now)))
                .query(UUID.class)
                .list();
        if (!fellSilent.isEmpty()) {
            jdbc.sql("""
                            update person p
                            set left_at = coalesce(p.left_at, '-infinity'),
                                last_seen_at = greatest(p.last_seen_at, last.heard_at)
                            from (select s.tenant, s.user_id, max(g.last_alive_at) filter (where not s.idle) as heard_at
                                  from session s join gateway g on g.id = s.gateway_id
                                  where s.gateway_id = any(cast(:gateways as uuid[])) group by s.tenant, s.user_id) last
                            where p.tenant = last.tenant and p.user_id = last.user_id and p.status <> 'OFFLINE'""").param("gateways", text(fellSilent)).update();
        }
    }

    /// A gateway that was only cut off brings its sessions back. Those people are looked at once more when the grace is
    /// over: one of the sessions may fall idle or close at this very moment.
    private int hearVoices(Instant now) {
        List<UUID> speakAgain = jdbc.sql("""
                        update gateway set silent = false
                        where silent and last_alive_at >= :silentBefore returning id""")
                .param("silentBefore", Timestamp.from(now.minus(presence.silence())))
                .query(UUID.class)
                .list();
        if (speakAgain.isEmpty()) {
            return 0;
        }
        return jdbc.sql("""
                        update person p set
                            status = found.status, change_id = uuidv7(), left_at = :now,
                            last_seen_at = case found.status when 'ONLINE' then :now else p.last_seen_at end
                        from (select s.tenant, s.user_id,
                                     case when bool_or(not s.idle) then 'ONLINE' else 'AWAY' end as status
                              from session s join gateway g on g.id = s.gateway_id and not g.silent
                              where (s.tenant, s.user_id) in (
                                  select tenant, user_id from session
                                  where gateway_id = any(cast(:gateways as uuid[])))
                              group by s.tenant, s.user_id) found
                        where p.tenant = found.tenant and p.user_id = found.user_id
                          and p.status <> 'ONLINE' and p.status <> found.status""")
                .param("now", Timestamp.from(now))
                .param("gateways", text(speakAgain))
                .update();
    }

    /// Whoever has a living session stays, ONLINE if one of them is active and AWAY otherwise. A row that is locked is
    /// changing at this moment and left to the next sweep.
    ///
    /// @return how many are gone
    private int endGraces(Instant now) {
        return jdbc.sql("""
                        with looked as (
                            update person p set left_at = null, status = due.status,
                                change_id = case p.status when due.status then p.change_id else uuidv7() end
                            from (select q.tenant, q.user_id, (
                                      select case
                                          when bool_or(not s.idle) then 'ONLINE'
                                          when count(*) > 0 then 'AWAY'
                                          else 'OFFLINE' end
                                      from session s join gateway g on g.id = s.gateway_id
                                      where s.tenant = q.tenant and s.user_id = q.user_id and not g.silent) as status
                                  from person q where q.left_at <= :graceOver for update of q skip locked) due
                            where p.tenant = due.tenant and p.user_id = due.user_id
                            returning due.status)
                        select count(*) from looked where status = 'OFFLINE'""")
                .param("graceOver", Timestamp.from(now.minus(presence.grace())))
                .query(Integer.class)
                .single();
    }

    /// Whoever has just started to listen has heard nobody yet, and condemns nobody for it.
    private Instant silentBefore(Instant now) {
        boolean listenedLongEnough = !now.isBefore(listeningSince.plus(presence.silence()));
        return listenedLongEnough ? now.minus(presence.silence()) : Instant.EPOCH;
    }

    private void forget(Instant now) {
        int gateways = jdbc.sql("delete from gateway where last_alive_at < :before")
                .param("before", Timestamp.from(now.minus(presence.forgetAfter())))
                .update();
        if (gateways > 0) {
            jdbc.sql("delete from session s where not exists (select 1 from gateway g where g.id = s.gateway_id)")
                    .update();
        }
    }

    private static String[] text(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
