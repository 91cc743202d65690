package dev.parley.presence.online;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.DIANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Sessions on which nobody does anything.
class AwayIT extends PresenceScene {
    private static final String ONLINE = "user.online.v1";
    private static final String AWAY = "user.away.v1";
    private static final String OFFLINE = "user.offline.v1";
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Person alice = Person.like(ALICE);
    private final UUID here = UUID.randomUUID();
    private final UUID there = UUID.randomUUID();

    private void fallIdle(UUID gateway, UUID session, int turn) {
        consume(alice.id(), idle(alice, gateway, session, turn, FIVE_MINUTES));
    }

    private Instant lastSeen() {
        return Instant.parse(presence(as(alice), alice).path("lastSeenAt").asString());
    }

    @Test
    void isAwayWhenNobodyDoesAnythingOnAnyOfTheirSessions() {
        UUID phone = open(alice, here);
        UUID laptop = open(alice, there);
        fallIdle(here, phone, 1);
        time(GRACE);
        assertThat(told(alice)).as("one of two").containsExactly(ONLINE);

        time(Duration.ofSeconds(4));
        Instant lastActive = clock.instant().minusSeconds(2);
        consume(alice.id(), idle(alice, there, laptop, 1, Duration.ofSeconds(2)));
        assertThat(told(alice)).as("in the grace").containsExactly(ONLINE);
        alive(here);
        alive(there);
        time(GRACE);

        assertThat(told(alice)).containsExactly(ONLINE, AWAY);
        JsonNode event = topics.read(Topic.USER_EVENTS, alice.id()).getLast().json();
        assertThat(event.path("userId").asString()).isEqualTo(alice.id().toString());
        assertThat(Instant.parse(event.path("lastSeenAt").asString())).isEqualTo(lastActive);
        assertThat(status(alice)).isEqualTo("AWAY");
        assertThat(lastSeen()).as("their last sign of life").isEqualTo(lastActive);
    }

    @Test
    void isThereAgainWithTheFirstSignOfLife() {
        UUID session = open(alice, here);
        fallIdle(here, session, 1);
        time(GRACE);
        assertThat(told(alice)).containsExactly(ONLINE, AWAY);

        consume(alice.id(), active(alice, here, session, 2));

        assertThat(topics.await(Topic.USER_EVENTS, alice.id(), 3).getLast().type())
                .as("without a sweep")
                .isEqualTo(ONLINE);
        assertThat(status(alice)).isEqualTo("ONLINE");
        assertThat(lastSeen()).isEqualTo(clock.instant());
        alive(here);
        time(Duration.ofSeconds(6));
        assertThat(told(alice)).containsExactly(ONLINE, AWAY, ONLINE);
    }

    @Test
    void doesNotFlickerWhenSomebodyComesBackWithinTheGrace() {
        UUID session = open(alice, here);
        fallIdle(here, session, 1);
        time(Duration.ofMillis(4_900));
        assertThat(told(alice)).containsExactly(ONLINE);
        consume(alice.id(), active(alice, here, session, 2));
        alive(here);
        time(GRACE);
        assertThat(told(alice)).containsExactly(ONLINE);
    }

    @Test
    void isAwayWhenOnlyIdleSessionsAreLeft() {
        UUID idle = open(alice, here);
        UUID busy = open(alice, there);
        fallIdle(here, idle, 1);
        close(alice, there, busy);
        assertThat(told(alice)).containsExactly(ONLINE);
        time(GRACE);
        assertThat(told(alice)).containsExactly(ONLINE, AWAY);

        open(alice, there);
        assertThat(told(alice)).as("another tab").containsExactly(ONLINE, AWAY, ONLINE);
    }

    @Test
    void isOfflineWhenTheLastIdleSessionCloses() {
        UUID session = open(alice, here);
        Instant opened = clock.instant();
        time(Duration.ofSeconds(2));
        fallIdle(here, session, 1);
        time(GRACE);
        assertThat(told(alice)).containsExactly(ONLINE, AWAY);

        close(alice, here, session);
        time(Duration.ofMillis(4_900));
        assertThat(told(alice)).containsExactly(ONLINE, AWAY);
        time(Duration.ofMillis(100));

        assertThat(told(alice)).containsExactly(ONLINE, AWAY, OFFLINE);
        assertThat(lastSeen()).as("nobody was there when it closed").isEqualTo(opened);
    }

    @Test
    void isAwayWhenTheGatewayOfTheOneActiveSessionDies() {
        UUID idle = open(alice, here);
        open(alice, there);
        fallIdle(here, idle, 1);
        time(Duration.ofSeconds(6));
        alive(here);
        time(GRACE);
        assertThat(told(alice)).containsExactly(ONLINE, AWAY);

        alive(there);
        assertThat(told(alice)).as("it was only cut off").containsExactly(ONLINE, AWAY, ONLINE);
    }

    @Test
    void comesBackAwayWithAGatewayThatWasOnlyCutOff() {
        UUID idle = open(alice, here);
        fallIdle(here, idle, 1);
        time(Duration.ofSeconds(20));
        assertThat(told(alice)).containsExactly(ONLINE, OFFLINE);

        alive(here);
        time(GRACE);
        assertThat(told(alice)).containsExactly(ONLINE, OFFLINE, AWAY);
    }

    @Test
    void doesNotBelieveASignOfLifeFromASilentGateway() {
        UUID session = open(alice, here);
        fallIdle(here, session, 1);
        time(GRACE);
        assertThat(told(alice)).containsExactly(ONLINE, AWAY);
        time(Duration.ofSeconds(11));
        assertThat(told(alice)).containsExactly(ONLINE, AWAY, OFFLINE);

        consume(alice.id(), active(alice, here, session, 2));
        assertThat(told(alice)).containsExactly(ONLINE, AWAY, OFFLINE);
        alive(here);
        assertThat(told(alice)).containsExactly(ONLINE, AWAY, OFFLINE, ONLINE);
    }

    /// The same facts, each three times and the turns in disorder, as after a restart that repeats.
    @Test
    void isUnmovedByRepeatedAndLateTurns() {
        UUID session = open(alice, here);
        List<DomainEvent> turns = List.of(
                idle(alice, here, session, 1, FIVE_MINUTES),
                active(alice, here, session, 2),
                idle(alice, here, session, 3, FIVE_MINUTES),
                active(alice, here, session, 4));
        List<UUID> ids = new ArrayList<>();
        turns.forEach(turn -> ids.add(consume(alice.id(), turn)));
        consume(alice.id(), turns.get(2));
        consume(alice.id(), turns.get(0));
        topics.publish(Topic.SESSION_EVENTS, alice.id(), turns.get(2), ids.get(2));
        consume(alice.id(), idle(alice, here, UUID.randomUUID(), 9, FIVE_MINUTES));
        time(GRACE);
        assertThat(told(alice)).containsExactly(ONLINE);

        fallIdle(here, session, 5);
        alive(here);
        time(GRACE);
        assertThat(told(alice)).containsExactly(ONLINE, AWAY);
        consume(alice.id(), turns.get(3));
        assertThat(told(alice)).as("an older sign of life").containsExactly(ONLINE, AWAY);
        assertThat(status(alice)).isEqualTo("AWAY");
    }

    @Test
    void isListedAmongThoseWhoAreThere() {
        UUID session = open(alice, here);
        fallIdle(here, session, 1);
        time(GRACE);
        sweep.once();
        assertThat(listed()).isEqualTo("AWAY");

        close(alice, here, session);
        time(GRACE);
        sweep.once();
        assertThat(listed()).isEmpty();
    }

    private String listed() {
        String cursor = "";
        while (true) {
            JsonNode page = http.as(DIANE)
                    .get("/api/v1/messages/online-users?limit=100" + cursor)
                    .json();
            for (JsonNode item : page.path("items")) {
                if (item.path("userId").asString().equals(alice.id().toString())) {
                    return item.path("status").asString();
                }
            }
            if (page.path("nextCursor").isNull()) {
                return "";
            }
            cursor = "&cursor=" + page.path("nextCursor").asString();
        }
    }
}
