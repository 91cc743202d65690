package dev.parley.presence.online;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.presence.SessionOpened;
import dev.parley.tenancy.TenantScope;
import dev.parley.testkit.Topics.Published;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class PresenceIT extends PresenceScene {
    private static final String ONLINE = "user.online.v1";
    private static final String OFFLINE = "user.offline.v1";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private Announcer announcer;

    @Autowired
    private PresenceProperties properties;

    @Test
    void tellsAtOnceThatSomebodyCame() {
        Person alice = Person.like(ALICE);

        open(alice, UUID.randomUUID());

        List<Published> told = topics.await(Topic.USER_EVENTS, alice.id(), 1); // without a sweep
        assertThat(told).hasSize(1);
        Published event = told.getFirst();
        assertThat(event.type()).isEqualTo(ONLINE);
        assertThat(event.tenant()).isEqualTo("acme");
        assertThat(event.headers())
                .containsEntry("ce_source", "presence-service")
                .containsEntry("ce_subject", alice.id().toString());
        assertThat(event.json().path("userId").asString()).isEqualTo(alice.id().toString());
        assertThat(event.json().path("onlineAt").asString())
                .isEqualTo(clock.instant().toString());
        assertThat(status(alice)).isEqualTo("ONLINE");
    }

    @Test
    void tellsOfAPersonWithSeveralSessionsOnce() {
        Person alice = Person.like(ALICE);
        UUID gateway = UUID.randomUUID();

        UUID first = open(alice, gateway);
        open(alice, UUID.randomUUID());
        close(alice, gateway, first);
        time(Duration.ofSeconds(6));

        assertThat(told(alice)).containsExactly(ONLINE);
        assertThat(status(alice)).isEqualTo("ONLINE");
    }

    @Test
    void isUnmovedByARepeatedEvent() {
        Person alice = Person.like(ALICE);
        UUID gateway = UUID.randomUUID();
        var opened = new SessionOpened("acme", UUID.randomUUID(), gateway, alice.id(), "CUSTOMER", clock.instant());
        UUID event = consume(alice.id(), opened);
        close(alice, gateway, opened.sessionId());

        topics.publish(Topic.SESSION_EVENTS, alice.id(), opened, event);
        alive(gateway);
        open(Person.like(CHLOE), gateway);
        time(Duration.ofSeconds(5));

        assertThat(told(alice)).containsExactly(ONLINE, OFFLINE);
    }

    @Test
    void doesNotFlickerWhenSomebodyReconnectsWithinTheGrace() {
        Person alice = Person.like(ALICE);
        UUID gateway = UUID.randomUUID();
        close(alice, gateway, open(alice, gateway));

        time(Duration.ofMillis(4_900));
        assertThat(told(alice)).containsExactly(ONLINE);
        open(alice, gateway);
        alive(gateway);
        time(Duration.ofSeconds(6));

        assertThat(told(alice)).containsExactly(ONLINE);
    }

    @Test
    void tellsThatSomebodyLeftWhenTheGraceIsOver() {
        Person alice = Person.like(ALICE);
        UUID gateway = UUID.randomUUID();
        UUID session = open(alice, gateway);
        time(Duration.ofSeconds(3));
        close(alice, gateway, session);
        Instant left = clock.instant();

        time(Duration.ofSeconds(5));

        assertThat(told(alice)).containsExactly(ONLINE, OFFLINE);
        assertThat(presence(as(alice), alice).path("status").asString()).isEqualTo("OFFLINE");
        assertThat(Instant.parse(presence(as(alice), alice).path("lastSeenAt").asString()))
                .isEqualTo(left);
    }

    @Test
    void takesThePeopleOfASilentGatewayOfflineWithinFifteenSeconds() {
        Person alice = Person.like(ALICE);
        Person chloe = Person.like(CHLOE);
        UUID dead = UUID.randomUUID();
        UUID living = UUID.randomUUID();
        open(alice, dead);
        open(chloe, living);

        time(Duration.ofSeconds(5));
        alive(living);
        time(Duration.ofSeconds(5));
        assertThat(told(alice)).as("silent for 10 s").containsExactly(ONLINE);
        time(Duration.ofSeconds(1));

        assertThat(told(alice)).as("silent for 11 s").containsExactly(ONLINE, OFFLINE);
        assertThat(told(chloe)).containsExactly(ONLINE);
    }

    @Test
    void endsAGraceThatBeganBeforeTheClockWasSetBack() {
        Person alice = Person.like(ALICE);
        UUID gateway = UUID.randomUUID();
        time(Duration.ofMinutes(10));
        close(alice, gateway, open(alice, gateway));

        time(Duration.ofMinutes(-10));
        assertThat(told(alice)).as("the grace begins anew").containsExactly(ONLINE);
        time(Duration.ofSeconds(5));

        assertThat(told(alice)).containsExactly(ONLINE, OFFLINE);
    }

    @Test
    void noticesASilenceThatBeganBeforeTheClockWasSetBack() {
        Person alice = Person.like(ALICE);
        time(Duration.ofMinutes(10));
        open(alice, UUID.randomUUID());
        Sweep restarted = new Sweep(jdbc, transactions, announcer, properties, clock);

        time(Duration.ofMinutes(-10));
        restarted.once();
        assertThat(status(alice)).isEqualTo("ONLINE");
        time(Duration.ofSeconds(11));
        restarted.once();

        assertThat(status(alice)).isEqualTo("OFFLINE");
    }

    @Test
    void bringsPeopleBackWithAGatewayThatWasOnlyCutOff() {
        Person alice = Person.like(ALICE);
        UUID gateway = UUID.randomUUID();
        open(alice, gateway);
        time(Duration.ofSeconds(20));
        assertThat(told(alice)).containsExactly(ONLINE, OFFLINE);

        alive(gateway);

        assertThat(told(alice)).containsExactly(ONLINE, OFFLINE, ONLINE);
        assertThat(status(alice)).isEqualTo("ONLINE");
    }

    @Test
    void forgetsTheSessionsOfAGatewayThatNeverCameBack() {
        Person alice = Person.like(ALICE);
        UUID gateway = UUID.randomUUID();
        open(alice, gateway);

        time(Duration.ofSeconds(61));
        assertThat(told(alice)).containsExactly(ONLINE, OFFLINE);

        assertThat(database.rows("select 1 from session where user_id = ?", alice.id()))
                .isEmpty();
        assertThat(database.rows("select 1 from gateway where id = ?", gateway)).isEmpty();
    }

    @Test
    void condemnsNobodyBeforeItHasListenedItself() {
        Person alice = Person.like(ALICE);
        open(alice, UUID.randomUUID());
        time(Duration.ofSeconds(30));

        Sweep restarted = new Sweep(jdbc, transactions, announcer, properties, clock);
        restarted.once();
        assertThat(status(alice)).isEqualTo("ONLINE");

        time(Duration.ofSeconds(10));
        restarted.once();
        assertThat(status(alice)).isEqualTo("OFFLINE");
    }

    @Test
    void tellsAfterACrashWhatWasCommittedAndNotTold() {
        UUID user = UUID.randomUUID();
        UUID change = UUID.randomUUID();
        database.execute("""
                insert into person (tenant, user_id, role, status, last_seen_at, change_id)
                values ('acme', ?, 'CUSTOMER', 'OFFLINE', now(), ?)""", user, change);

        sweep.once();
        // Kafka had it, and the crash came before that was noted.
        database.execute("update person set announced_change = null where user_id = ?", user);
        sweep.once();

        assertThat(topics.read(Topic.USER_EVENTS, user))
                .allSatisfy(told -> assertThat(told.type()).isEqualTo(OFFLINE))
                .extracting(Published::id)
                .as("the same id, so that it is taken in once")
                .containsExactly(change, change);
    }

    @Test
    void readsOfThousandsOnlyWhoIsToBeTold() throws Exception {
        database.execute("""
                insert into person (tenant, user_id, role, status, last_seen_at, change_id, announced_change)
                select 'acme', gen_random_uuid(), 'AGENT', 'OFFLINE', now(), id, id
                from (select uuidv7() as id from generate_series(1, 5000)) told""");
        database.execute("analyze person");

        List<String> plan = TenantScope.call(
                DomainEvent.NO_TENANT,
                () -> transactions.execute(_ -> jdbc.sql("explain " + Announcer.UNTOLD)
                        .param("most", 500)
                        .query(String.class)
                        .list()));

        assertThat(plan).anyMatch(line -> line.contains("person_untold")).noneMatch(line -> line.contains("Seq Scan"));
    }

    /// Told online, crashed before that was noted, and gone meanwhile: consumers must not believe in them for ever.
    @Test
    void tellsOfSomebodyWhoLeftWhileItWasDown() {
        Person alice = Person.like(ALICE);
        UUID gateway = UUID.randomUUID();
        UUID session = open(alice, gateway);
        topics.await(Topic.USER_EVENTS, alice.id(), 1);
        database.execute("update person set announced_change = null where user_id = ?", alice.id());

        close(alice, gateway, session);
        time(Duration.ofSeconds(5));

        assertThat(told(alice)).containsExactly(ONLINE, OFFLINE);
    }

    /// An old record, read late: the gateway is gone, and nobody will ever close the session.
    @Test
    void doesNotBelieveForLongInASessionOfASilentGateway() {
        Person alice = Person.like(ALICE);
        Person bruno = Person.like(BRUNO);
        UUID gateway = UUID.randomUUID();
        open(alice, gateway);
        time(Duration.ofSeconds(11));
        assertThat(told(alice)).containsExactly(ONLINE, OFFLINE);

        open(bruno, gateway);
        time(Duration.ofSeconds(5));

        assertThat(told(bruno)).containsExactly(ONLINE, OFFLINE);
    }
}
