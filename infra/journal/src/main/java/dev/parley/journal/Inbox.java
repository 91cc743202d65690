package dev.parley.journal;

import dev.parley.tenancy.TenantScope;
import dev.parley.tenancy.TenantTransactions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes the effect of an event happen once: `consumed_event` is written first, in the transaction of the effect.
final class Inbox {
    private final JdbcOperations jdbc;
    private final TransactionTemplate transactions;
    private final TenantTransactions tenants;
    private final String consumer;

    Inbox(JdbcOperations jdbc, PlatformTransactionManager transactions, TenantTransactions tenants, String consumer) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
        this.tenants = tenants;
        this.consumer = consumer;
    }

    /// Handles all events in one transaction; those consumed before are left out.
    ///
    /// Events of one tenant run together, in their order. That keeps the order per key, because a key belongs
    /// to one tenant, and PostgreSQL is told the tenant once and not for every record.
    ///
    /// @return false when a key among them is parked: nothing was done then, take them one by one
    boolean together(List<Received.Wanted> events) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            if (anyParked(events)) {
                return false;
            }
            Set<UUID> fresh = remember(events);
            Map<String, List<Received.Wanted>> byTenant = new LinkedHashMap<>();
            for (Received.Wanted event : events) {
                if (fresh.remove(event.id())) {
                    byTenant.computeIfAbsent(event.tenant(), _ -> new ArrayList<>())
                            .add(event);
                }
            }
            byTenant.forEach((tenant, theirs) -> handle(tenant, theirs, status));
            return true;
        }));
    }

    enum Alone {
        DONE,
        PARKED
    }

    /// Handles one event in a transaction of its own, unless its key is parked.
    Alone alone(Received.Wanted event) {
        Alone done = transactions.execute(status -> {
            if (lockParked(event.raw())) {
                return Alone.PARKED;
            }
            handleOnce(event, status);
            return Alone.DONE;
        });
        return done == null ? Alone.DONE : done;
    }

    /// Part of a running transaction, for the replay of a dead letter.
    void handleOnce(Received.Wanted event, TransactionStatus status) {
        if (!remember(List.of(event)).isEmpty()) {
            handle(event.tenant(), List.of(event), status);
        }
    }

    TransactionTemplate transactions() {
        return transactions;
    }

    /// Marks an event that will never be handled, so that a repeat of it is passed by.
    void giveUp(UUID event) {
        insert(new UUID[] {event});
    }

    /// Whoever holds the lock on a parked key's row decides on its records: a replay and a consumer never both do.
    boolean lockParked(String topic, String key) {
        return !jdbc.queryForList(
                        "select 1 from parked_key where consumer = ? and topic = ? and key = ? for update",
                        Integer.class,
                        consumer,
                        topic,
                        key)
                .isEmpty();
    }

    boolean lockParked(RawRecord raw) {
        return lockParked(raw.topic(), raw.key());
    }

    private void handle(String tenant, List<Received.Wanted> events, TransactionStatus status) {
        tenants.switchTo(tenant);
        TenantScope.run(tenant, () -> events.forEach(Received.Wanted::handle));
        // What JPA still holds back belongs to this tenant; the next one's policy would refuse it.
        status.flush();
    }

    private boolean anyParked(List<Received.Wanted> events) {
        String[] topics = new String[events.size()];
        String[] keys = new String[events.size()];
        for (int i = 0; i < keys.length; i++) {
            topics[i] = events.get(i).raw().topic();
            keys[i] = events.get(i).raw().key();
        }
        return !jdbc.queryForList("""
                        select 1 from parked_key
                        where consumer = ? and (topic, key) in (select * from unnest(?::text[], ?::text[])) limit 1
                        """, Integer.class, consumer, topics, keys).isEmpty();
    }

    private Set<UUID> remember(Collection<Received.Wanted> events) {
        return new HashSet<>(insert(
                events.stream().map(Received.Wanted::id).distinct().sorted().toArray(UUID[]::new)));
    }

    /// Sorted, so that two consumers that meet (a rebalance) wait for each other instead of deadlocking.
    private List<UUID> insert(UUID[] ids) {
        return jdbc.queryForList("""
                        insert into consumed_event (consumer, event_id) select ?, id from unnest(?::uuid[]) as id
                        on conflict do nothing returning event_id
                        """, UUID.class, consumer, ids);
    }
}
