package dev.parley.notification.inbox;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.notification.NotificationRaised;
import dev.parley.contracts.notification.NotificationRead;
import dev.parley.contracts.presence.UserOffline;
import dev.parley.contracts.presence.UserOnline;
import dev.parley.testkit.Topics.Published;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RaiseNotificationsIT extends NotificationScene {
    @Test
    void tellsThoseWhoAreNotThere() {
        Person alice = Person.like(ALICE);
        Person chloe = Person.like(CHLOE);
        Person karim = Person.like(KARIM);
        Talk talk = Talk.between(alice, chloe, karim);
        consume(Topic.USER_EVENTS, karim.id(), new UserOnline("acme", karim.id(), Instant.now()));

        sent(talk.message(alice, 2, "Good morning,\nwhen will the expert come?"));

        assertThat(notifications(chloe)).singleElement().satisfies(notification -> {
            assertThat(notification.path("type").asString()).isEqualTo("NEW_MESSAGE");
            assertThat(notification.path("title").asString()).isEqualTo("New message from Alice Martin");
            assertThat(notification.path("body").asString()).isEqualTo("Good morning, when will the expert come?");
            assertThat(notification.path("link").asString()).isEqualTo("/claims/" + talk.claim());
            assertThat(notification.path("createdAt").asString()).matches(".*T.*\\.\\d{3}Z");
            assertThat(notification.path("readAt").isNull()).isTrue();
        });
        assertThat(notifications(alice)).as("the sender").isEmpty();
        assertThat(notifications(karim)).as("online").isEmpty();
    }

    @Test
    void publishesWhatItStored() {
        Person alice = Person.like(ALICE);
        Person chloe = Person.like(CHLOE);

        sent(Talk.between(alice, chloe).message(alice, 2, "Hello"));

        JsonNode stored = notifications(chloe).getFirst();
        assertThat(journal.of(chloe.id(), NotificationRaised.class))
                .extracting(raised -> raised.notificationId().toString())
                .containsExactly(stored.path("id").asString());
        List<Published> published = topics.await(Topic.NOTIFICATION_EVENTS, chloe.id(), 1);
        assertThat(published).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("notification.raised.v1");
            assertThat(event.tenant()).isEqualTo("acme");
            assertThat(event.json().path("title")).isEqualTo(stored.path("title"));
        });
    }

    @Test
    void isUnmovedByARepeatedEvent() {
        Person alice = Person.like(ALICE);
        Person chloe = Person.like(CHLOE);
        Talk talk = Talk.between(alice, chloe);
        MessageSent message = talk.message(alice, 2, "Hello");
        UUID event = sent(message);

        topics.publish(Topic.CONVERSATION_EVENTS, talk.conversation(), message, event);
        sent(talk.message(alice, 3, "Are you there?"));

        assertThat(notifications(chloe)).hasSize(2);
        assertThat(journal.of(chloe.id(), NotificationRaised.class)).hasSize(2);
    }

    @Test
    void raisesOncePerEventEvenIfItIsTakenInTwice() {
        Person alice = Person.like(ALICE);
        Person chloe = Person.like(CHLOE);
        Talk talk = Talk.between(alice, chloe);
        MessageSent message = talk.message(alice, 2, "Hello");
        UUID event = sent(message);
        database.execute("delete from consumed_event where event_id = ?", event);

        topics.publish(Topic.CONVERSATION_EVENTS, talk.conversation(), message, event);
        journal.awaitConsumed(event);

        assertThat(notifications(chloe)).hasSize(1);
        assertThat(journal.of(chloe.id(), NotificationRaised.class)).hasSize(1);
    }

    @Test
    void tellsTheReceiverAlone() {
        Person alice = Person.like(ALICE);
        Person chloe = Person.like(CHLOE);
        Person karim = Person.like(KARIM);

        sent(Talk.between(alice, chloe, karim).message(alice, 2, "For you", karim.id()));

        assertThat(notifications(karim)).hasSize(1);
        assertThat(notifications(chloe)).isEmpty();
    }

    @Test
    void speaksTheLanguageOfTheCustomer() {
        Person alice = Person.like(ALICE);
        Person chloe = Person.like(CHLOE);
        Talk talk = Talk.between(alice, chloe);
        consume(
                Topic.CLAIM_EVENTS,
                talk.claim(),
                new ClaimSubmitted(
                        "acme",
                        talk.claim(),
                        "CLM-2026-000042",
                        talk.conversation(),
                        alice.id(),
                        "Alice Martin",
                        "fr",
                        "Water damage",
                        "DAMAGE",
                        Instant.now()));

        sent(talk.message(chloe, 2, "Bonjour"));

        assertThat(notifications(alice).getFirst().path("title").asString())
                .isEqualTo("Nouveau message de Chloé Bernard");
    }

    @Test
    void tellsAgainWhoeverLeft() {
        Person alice = Person.like(ALICE);
        Person chloe = Person.like(CHLOE);
        Talk talk = Talk.between(alice, chloe);
        consume(Topic.USER_EVENTS, chloe.id(), new UserOnline("acme", chloe.id(), Instant.now()));
        sent(talk.message(alice, 2, "One"));
        consume(Topic.USER_EVENTS, chloe.id(), new UserOffline("acme", chloe.id(), Instant.now()));
        sent(talk.message(alice, 3, "Two"));

        assertThat(notifications(chloe))
                .extracting(notification -> notification.path("body").asString())
                .containsExactly("Two");
    }

    @Test
    void isReadByReadingTheConversation() {
        Person bruno = Person.like(BRUNO);
        Person chloe = Person.like(CHLOE);
        Talk talk = Talk.between(bruno, chloe);
        sent(talk.message(bruno, 2, "One"));
        sent(talk.message(bruno, 3, "Two"));
        sent(talk.message(bruno, 4, "Three"));

        read(talk.readBy(chloe, 3));

        assertThat(unread(chloe)).isEqualTo(1);
        assertThat(notifications(chloe, "?unread"))
                .extracting(notification -> notification.path("body").asString())
                .containsExactly("Three");
        assertThat(journal.of(chloe.id(), NotificationRead.class)).hasSize(2);
    }

    /// Messages and receipts travel on two topics: the receipt may be here first.
    @Test
    void tellsNobodyWhatTheyHaveReadAlready() {
        Person bruno = Person.like(BRUNO);
        Person chloe = Person.like(CHLOE);
        Talk talk = Talk.between(bruno, chloe);
        read(talk.readBy(chloe, 3));

        sent(talk.message(bruno, 3, "Read before it came here"));
        sent(talk.message(bruno, 4, "Not read"));

        assertThat(notifications(chloe))
                .extracting(notification -> notification.path("body").asString())
                .containsExactly("Not read");
    }
}
