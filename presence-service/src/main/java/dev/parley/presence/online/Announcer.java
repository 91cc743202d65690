package dev.parley.presence.online;

import dev.parley.contracts.CloudEventHeaders;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.presence.UserAway;
import dev.parley.contracts.presence.UserOffline;
import dev.parley.contracts.presence.UserOnline;
import dev.parley.tenancy.TenantScope;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Tells the others what is committed and not yet told.
///
/// One announcer at a time works in the whole installation (an advisory lock), so that what it tells of one
/// person leaves in the order of the changes. No row is locked meanwhile: consuming never waits for Kafka.
/// Whoever changes while they are announced has another `change_id` than the one noted as told, and is
/// announced again.
///
/// A crash after Kafka's acknowledgement and before the commit repeats the event under the same id, which consumers
/// pass by.
@Component
class Announcer {
    private static final Logger log = LoggerFactory.getLogger(Announcer.class);
    private static final int BATCH = 500;
    private static final int PATIENCE_SECONDS = 3; // longer than delivery.timeout.ms: nothing is under way afterwards
    private static final long LOCK = 0x70726573656e6365L; // "presence"

    /// Reads an index of those only: it is asked at every commit.
    static final String UNTOLD = """
            select tenant, user_id, status, last_seen_at, change_id from person
            where untold order by change_id limit :most""";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final KafkaTemplate<String, byte[]> kafka;
    private final JsonMapper json;
    private final Clock clock;
    /// One announcing and one waiting to: it will see whatever is committed until then, so a third is not needed.
    private final ThreadPoolExecutor soon = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            Thread.ofPlatform().daemon().name("announcer").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    Announcer(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            KafkaTemplate<String, byte[]> kafka,
            JsonMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.kafka = kafka;
        this.json = json;
        this.clock = clock;
    }

    private record Change(String tenant, UUID userId, Presence.Status status, Instant lastSeenAt, UUID id) {
        DomainEvent event() {
            return switch (status) {
                case ONLINE -> new UserOnline(tenant, userId, lastSeenAt);
                case AWAY -> new UserAway(tenant, userId, lastSeenAt);
                case OFFLINE -> new UserOffline(tenant, userId, lastSeenAt);
            };
        }
    }

    /// Announces soon after the running transaction, on a thread of its own: consuming does not wait for it.
    void announceAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                soon.execute(Announcer.this::announceQuietly);
            }
        });
    }

    private void announceQuietly() {
        try {
            announce();
        } catch (RuntimeException e) {
            log.warn("event=presence.announce-failed cause={}", e.toString());
        }
    }

    synchronized void announce() {
        int told;
        do {
            told = announceBatch();
        } while (told == BATCH);
    }

    private int announceBatch() {
        try {
            return TenantScope.call(DomainEvent.NO_TENANT, () -> {
                Integer told = transactions.execute(_ -> announceAlone());
                return told == null ? 0 : told;
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("announcing was interrupted", e);
        }
    }

    private int announceAlone() {
        boolean alone = jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
        if (!alone) {
            return 0;
        }
        List<Change> changes = jdbc.sql(UNTOLD)
                .param("most", BATCH)
                .query((row, _) -> new Change(
                        row.getString("tenant"),
                        row.getObject("user_id", UUID.class),
                        Presence.Status.valueOf(row.getString("status")),
                        row.getTimestamp("last_seen_at").toInstant(),
                        row.getObject("change_id", UUID.class)))
                .list();
        if (!changes.isEmpty()) {
            publish(changes);
            remember(changes);
        }
        return changes.size();
    }

    /// A row that somebody else holds is left out, and told again under the same id: nobody waits here, so there is no
    /// deadlock either.
    private void remember(List<Change> changes) {
        jdbc.sql("""
                        update person set announced_change = change_id
                        where (tenant, user_id) in (
                            select tenant, user_id from person
                            where untold and change_id = any(cast(:changes as uuid[]))
                            for update skip locked)""")
                .param(
                        "changes",
                        changes.stream().map(change -> change.id().toString()).toArray(String[]::new))
                .update();
    }

    @PreDestroy
    void end() {
        soon.shutdownNow();
    }

    private void publish(List<Change> changes) {
        List<CompletableFuture<?>> sent = new ArrayList<>(changes.size());
        for (Change change : changes) {
            sent.add(kafka.send(recordOf(change)));
        }
        try {
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while announcing", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka did not take an announcement", e);
        }
    }

    private ProducerRecord<String, byte[]> recordOf(Change change) {
        DomainEvent event = change.event();
        String key = change.userId().toString();
        var record = new ProducerRecord<>(Topic.USER_EVENTS.topicName(), key, json.writeValueAsBytes(event));
        CloudEventHeaders.of(change.id(), event, key, clock.instant())
                .forEach((name, value) -> record.headers().add(name, value));
        return record;
    }
}
