package dev.parley.presence.online;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.presence.GatewayAlive;
import dev.parley.contracts.presence.SessionActive;
import dev.parley.contracts.presence.SessionClosed;
import dev.parley.contracts.presence.SessionIdle;
import dev.parley.contracts.presence.SessionOpened;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.TestTokens;
import dev.parley.testkit.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/// The service with a clock that a test moves, a sweep that a test calls, and gateways that a test plays.
@ServiceTest(
        database = "presence",
        properties = {"presence.sweep-interval=1d", "presence.forget-after=60s"})
@Import(MovableClock.class)
abstract class PresenceScene {
    @Autowired
    MovableClock clock;

    @Autowired
    Sweep sweep;

    @Autowired
    Topics topics;

    @Autowired
    Http http;

    @Autowired
    TestDatabase database;

    @Autowired
    JournalProbe journal;

    /// Past the time in which a service that has just started condemns nobody.
    @BeforeEach
    void listenLongEnough() {
        clock.catchUp();
        time(Duration.ofSeconds(11));
    }

    /// Somebody of the role and tenant of `like`, whom no other test knows.
    record Person(UUID id, Cast like) {
        static Person like(Cast like) {
            return new Person(UUID.randomUUID(), like);
        }
    }

    Http as(Person person) {
        return http.withToken(TestTokens.tokenOf(
                person.like(), claims -> claims.subject(person.id().toString())));
    }

    UUID open(Person person, UUID gateway) {
        UUID session = UUID.randomUUID();
        consume(
                person.id(),
                new SessionOpened(
                        person.like().tenant(),
                        session,
                        gateway,
                        person.id(),
                        person.like().role(),
                        clock.instant()));
        return session;
    }

    void close(Person person, UUID gateway, UUID session) {
        consume(person.id(), new SessionClosed(person.like().tenant(), session, gateway, person.id(), clock.instant()));
    }

    /// @param still how long nobody has done anything there
    SessionIdle idle(Person person, UUID gateway, UUID session, int turn, Duration still) {
        return new SessionIdle(
                person.like().tenant(),
                session,
                gateway,
                person.id(),
                turn,
                clock.instant().minus(still),
                clock.instant());
    }

    SessionActive active(Person person, UUID gateway, UUID session, int turn) {
        return new SessionActive(person.like().tenant(), session, gateway, person.id(), turn, clock.instant());
    }

    void alive(UUID gateway) {
        consume(
                gateway,
                new GatewayAlive(
                        DomainEvent.NO_TENANT, gateway, Clock.systemUTC().instant()));
    }

    UUID consume(UUID key, DomainEvent event) {
        UUID id = topics.publish(Topic.SESSION_EVENTS, key, event);
        journal.awaitConsumed(id);
        return id;
    }

    void time(Duration passes) {
        clock.forward(passes);
    }

    String status(Person person) {
        return presence(as(person), person).path("status").asString();
    }

    JsonNode presence(Http whoAsks, Person about) {
        return whoAsks.get("/api/v1/presence?userIds=" + about.id())
                .json()
                .path("items")
                .path(0);
    }

    /// What was told about the person, after everything that is due has been told. A repeat under the same id is told
    /// once.
    List<String> told(Person person) {
        sweep.once();
        Map<UUID, String> types = new LinkedHashMap<>();
        topics.read(Topic.USER_EVENTS, person.id()).forEach(event -> types.put(event.id(), event.type()));
        return List.copyOf(types.values());
    }
}
