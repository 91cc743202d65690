package dev.parley.gateway;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static dev.parley.testkit.Cast.ERIN;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.contracts.messaging.ParticipantLeft;
import dev.parley.contracts.presence.UserAway;
import dev.parley.contracts.presence.UserOffline;
import dev.parley.contracts.presence.UserOnline;
import dev.parley.testkit.Cast;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Who is told of whose presence, and for how long.
class WatchIT {
    private static final Instant SEEN = Instant.parse("2026-11-20T09:15:30.125Z");
    private final UUID conversationId = UUID.randomUUID();
    private PresenceStandIn presence;
    private RunningGateway gateway;

    @BeforeEach
    void start() {
        presence = new PresenceStandIn();
        gateway = new RunningGateway("PARLEY_PRESENCE_URL=" + presence.address());
    }

    @AfterEach
    void stop() {
        gateway.close();
        presence.close();
    }

    private TestSocket watching(Cast who, Cast... people) {
        TestSocket socket = gateway.socketOf(who);
        watch(socket, people);
        return socket;
    }

    private static void watch(TestSocket socket, Cast... people) {
        List<UUID> ids = Arrays.stream(people).map(Cast::userId).toList();
        assertThat(socket.ask("watch_presence", Map.of("userIds", ids))
                        .path("type")
                        .asString())
                .isEqualTo("ack");
    }

    private void publish(Topic topic, UUID key, DomainEvent event) {
        gateway.topics.publish(topic, key, event);
    }

    private void comes(Cast person) {
        publish(Topic.USER_EVENTS, person.userId(), new UserOnline(person.tenant(), person.userId(), SEEN));
    }

    /// What `socket` hears of it. An admin who watches hears of it in any case. Each may have an event loop
    /// of its own, so only when the admin hears the next news has the socket been told of the first.
    private List<String> hearsOf(Cast person, TestSocket socket, TestSocket admin) {
        comes(person);
        admin.await(frame -> isAbout(frame, person, "ONLINE"), "news of " + person);
        publish(Topic.USER_EVENTS, person.userId(), new UserAway(person.tenant(), person.userId(), SEEN));
        admin.await(frame -> isAbout(frame, person, "AWAY"), "the next news of " + person);
        socket.ask("ping", Map.of());
        List<String> heard = socket.rest("presence_update").stream()
                .filter(frame -> isAbout(frame, person, "ONLINE"))
                .map(JsonNode::toString)
                .toList();
        socket.rest().removeIf(frame -> frame.path("type").asString().equals("presence_update"));
        return heard;
    }

    private static boolean isAbout(JsonNode frame, Cast person, String status) {
        return frame.path("type").asString().equals("presence_update")
                && frame.at("/data/userId").asString().equals(person.userId().toString())
                && frame.at("/data/status").asString().equals(status);
    }

    private void leaves(Cast person, Cast... remaining) {
        publish(
                Topic.CONVERSATION_EVENTS,
                conversationId,
                new ParticipantLeft(
                        "acme",
                        conversationId,
                        7,
                        null,
                        person.userId(),
                        person.userId(),
                        SEEN,
                        RunningGateway.ids(remaining)));
    }

    private void awaitCalls(int count) {
        Awaitility.await("presence is asked again")
                .atMost(Duration.ofSeconds(10))
                .until(() -> presence.calls() >= count);
    }

    /// For a while: a frame may still be on its way when the admin has theirs.
    private static void awaitNothing(BooleanSupplier hears) {
        Awaitility.await("silence from the fifth second on")
                .atMost(Duration.ofSeconds(6))
                .during(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> !hears.getAsBoolean());
    }

    @Test
    void tellsAwayOnlineAndOfflineOfSomebodyNeverSeenBefore() {
        presence.show(CHLOE);
        try (TestSocket alice = watching(ALICE, CHLOE);
                TestSocket tab = watching(ALICE, CHLOE)) {
            publish(Topic.USER_EVENTS, CHLOE.userId(), new UserAway("acme", CHLOE.userId(), SEEN));
            JsonNode away = alice.await("presence_update").path("data");
            assertThat(away.propertyNames()).containsExactly("userId", "status", "lastSeenAt");
            assertThat(away.path("userId").asString()).isEqualTo(CHLOE.userId().toString());
            assertThat(away.path("status").asString()).isEqualTo("AWAY");
            assertThat(away.path("lastSeenAt").asString()).isEqualTo("2026-11-20T09:15:30.125Z");
            assertThat(tab.await("presence_update").path("data")).isEqualTo(away);

            comes(CHLOE);
            assertThat(alice.await("presence_update").at("/data/status").asString())
                    .isEqualTo("ONLINE");
            publish(Topic.USER_EVENTS, CHLOE.userId(), new UserOffline("acme", CHLOE.userId(), SEEN));
            assertThat(alice.await("presence_update").at("/data/status").asString())
                    .isEqualTo("OFFLINE");
        }
    }

    @Test
    void tellsACustomerNothingOfThoseAboutWhomTheyMayNotKnow() {
        presence.show(CHLOE);
        try (TestSocket admin = watching(DIANE, CHLOE, BRUNO);
                TestSocket erin = watching(ERIN, CHLOE);
                TestSocket alice = watching(ALICE, CHLOE, BRUNO)) {
            assertThat(hearsOf(BRUNO, alice, admin)).isEmpty();
            assertThat(hearsOf(CHLOE, erin, admin)).as("another tenant").isEmpty();
            assertThat(hearsOf(CHLOE, alice, admin)).hasSizeGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void tellsACustomerNoMoreWhenTheOtherOneLeft() {
        presence.show(CHLOE);
        presence.show(KARIM);
        try (TestSocket admin = watching(DIANE, CHLOE, KARIM);
                TestSocket alice = watching(ALICE, CHLOE, KARIM)) {
            assertThat(hearsOf(CHLOE, alice, admin)).hasSize(1);
            presence.hide(CHLOE);
            leaves(CHLOE, ALICE, KARIM);

            awaitNothing(() -> !hearsOf(CHLOE, alice, admin).isEmpty());
            assertThat(hearsOf(KARIM, alice, admin)).as("still shared").hasSize(1);
        }
    }

    @Test
    void tellsACustomerNoMoreWhenTheyLeftThemselves() {
        presence.show(CHLOE);
        try (TestSocket admin = watching(DIANE, CHLOE);
                TestSocket alice = watching(ALICE, CHLOE)) {
            assertThat(hearsOf(CHLOE, alice, admin)).hasSize(1);
            presence.hide(CHLOE);
            leaves(ALICE, CHLOE);
            awaitNothing(() -> !hearsOf(CHLOE, alice, admin).isEmpty());
        }
    }

    @Test
    void tellsACustomerNoMoreWhenTheConversationIsDeleted() {
        presence.show(CHLOE);
        try (TestSocket admin = watching(DIANE, CHLOE);
                TestSocket alice = watching(ALICE, CHLOE)) {
            presence.hide(CHLOE);
            publish(
                    Topic.CONVERSATION_EVENTS,
                    conversationId,
                    new ConversationDeleted(
                            "acme", conversationId, 7, null, DIANE.userId(), SEEN, RunningGateway.ids(ALICE, CHLOE)));
            awaitNothing(() -> !hearsOf(CHLOE, alice, admin).isEmpty());
        }
    }

    /// presence-service hears of a leaving at its own time: what it answers first may still be the old.
    @Test
    void asksOnceMoreWhenPresenceHasSurelyHeard() {
        presence.show(CHLOE);
        try (TestSocket admin = watching(DIANE, CHLOE);
                TestSocket alice = watching(ALICE, CHLOE)) {
            int before = presence.calls();
            leaves(CHLOE, ALICE);
            awaitCalls(before + 1);
            presence.hide(CHLOE);
            awaitNothing(() -> !hearsOf(CHLOE, alice, admin).isEmpty());
        }
    }

    @Test
    void followsNobodyWhilePresenceDoesNotAnswerAndAsksUntilItDoes() {
        presence.show(CHLOE);
        try (TestSocket admin = watching(DIANE, CHLOE);
                TestSocket alice = watching(ALICE, CHLOE)) {
            presence.away();
            leaves(CHLOE, ALICE);
            awaitNothing(() -> !hearsOf(CHLOE, alice, admin).isEmpty());

            presence.back();
            alice.await(frame -> isAbout(frame, CHLOE, "OFFLINE"), "how it is now");
            assertThat(hearsOf(CHLOE, alice, admin)).hasSize(1);
        }
    }

    /// A client asks about somebody at once when they join; presence-service may hear of the joining a moment later.
    @Test
    void followsSomebodyAboutWhomTheCustomerMayKnowAMomentLater() {
        try (TestSocket admin = watching(DIANE, CHLOE);
                TestSocket alice = watching(ALICE, CHLOE)) {
            presence.show(CHLOE);
            JsonNode update = alice.await("presence_update").path("data");
            assertThat(update.toString())
                    .isEqualTo("{\"userId\":\"" + CHLOE.userId() + "\",\"status\":\"OFFLINE\",\"lastSeenAt\":null}");
            assertThat(hearsOf(CHLOE, alice, admin)).hasSize(1);
        }
    }

    @Test
    void askedForNobodyItTellsOfNobody() {
        presence.show(CHLOE);
        try (TestSocket admin = watching(DIANE, CHLOE);
                TestSocket alice = watching(ALICE, CHLOE)) {
            watch(alice);
            assertThat(hearsOf(CHLOE, alice, admin)).isEmpty();
        }
    }
}
