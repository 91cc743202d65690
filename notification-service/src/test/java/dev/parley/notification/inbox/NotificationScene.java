package dev.parley.notification.inbox;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageErased;
import dev.parley.contracts.messaging.MessageRead;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.messaging.MessageWithdrawn;
import dev.parley.contracts.people.ProfileSeen;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.TestTokens;
import dev.parley.testkit.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// The service, with messaging, claims and presence played by the test.
@ServiceTest(database = "notification")
abstract class NotificationScene {
    @Autowired
    Topics topics;

    @Autowired
    Http http;

    @Autowired
    TestDatabase database;

    @Autowired
    JournalProbe journal;

    /// Somebody of the role and tenant of `like`, whom no other test knows.
    record Person(UUID id, Cast like) {
        static Person like(Cast like) {
            return new Person(UUID.randomUUID(), like);
        }

        String tenant() {
            return like.tenant();
        }
    }

    /// A claim's conversation, whom it is between, and who speaks.
    record Talk(UUID claim, UUID conversation, List<Person> people) {
        static Talk between(Person... people) {
            return new Talk(UUID.randomUUID(), UUID.randomUUID(), List.of(people));
        }

        List<UUID> participants() {
            return people.stream().map(Person::id).toList();
        }

        MessageSent message(Person sender, long seq, String body) {
            return message(sender, seq, body, null);
        }

        MessageSent message(Person sender, long seq, String body, @Nullable UUID receiver) {
            return new MessageSent(
                    sender.tenant(),
                    conversation,
                    seq,
                    UUID.randomUUID(),
                    claim,
                    "TEXT",
                    sender.id(),
                    sender.like().displayName(),
                    sender.like().role(),
                    receiver,
                    body,
                    null,
                    UUID.randomUUID(),
                    Instant.now().truncatedTo(ChronoUnit.MILLIS),
                    participants(),
                    null);
        }

        MessageWithdrawn withdrawn(MessageSent message, long seq) {
            return new MessageWithdrawn(
                    message.tenant(),
                    conversation,
                    seq,
                    claim,
                    message.messageId(),
                    message.seq(),
                    people.getFirst().id(),
                    null,
                    Instant.now(),
                    participants());
        }

        MessageErased erased(MessageSent message, long seq) {
            return new MessageErased(
                    message.tenant(),
                    conversation,
                    seq,
                    claim,
                    message.messageId(),
                    message.seq(),
                    people.getFirst().id(),
                    Instant.now(),
                    participants());
        }

        ConversationDeleted deleted(long seq) {
            Person by = people.getFirst();
            return new ConversationDeleted(
                    by.tenant(), conversation, seq, claim, by.id(), Instant.now(), participants());
        }

        ConversationOpened opened(String kind) {
            return new ConversationOpened(
                    people.getFirst().tenant(),
                    conversation,
                    1,
                    UUID.randomUUID(),
                    kind,
                    claim,
                    null,
                    participants(),
                    Instant.now(),
                    null);
        }

        MessageRead readBy(Person reader, long upToSeq) {
            return new MessageRead(
                    reader.tenant(),
                    conversation,
                    claim,
                    reader.id(),
                    reader.like().role(),
                    upToSeq,
                    null,
                    Instant.now().truncatedTo(ChronoUnit.MILLIS),
                    participants());
        }
    }

    Http as(Person person) {
        return http.withToken(TestTokens.tokenOf(
                person.like(), claims -> claims.subject(person.id().toString())));
    }

    UUID consume(Topic topic, UUID key, DomainEvent event) {
        UUID id = topics.publish(topic, key, event);
        journal.awaitConsumed(id);
        return id;
    }

    /// Takes in what was published under `id` as if it had never been.
    void again(Topic topic, UUID key, DomainEvent event, UUID id) {
        database.execute("delete from consumed_event where event_id = ?", id);
        topics.publish(topic, key, event, id);
        journal.awaitConsumed(id);
    }

    /// As the gateways see the person.
    void seen(Person person, String locale) {
        consume(
                Topic.PROFILE_EVENTS,
                person.id(),
                new ProfileSeen(
                        person.tenant(),
                        person.id(),
                        person.like().role(),
                        person.like().displayName(),
                        person.like().email(),
                        locale,
                        Instant.now()));
    }

    UUID sent(MessageSent message) {
        return consume(Topic.CONVERSATION_EVENTS, message.conversationId(), message);
    }

    void read(MessageRead read) {
        consume(Topic.RECEIPT_EVENTS, read.conversationId(), read);
    }

    List<JsonNode> notifications(Person person, String query) {
        JsonNode items = as(person).get("/api/v1/notifications" + query).json().path("items");
        return Stream.iterate(0, i -> i < items.size(), i -> i + 1)
                .map(items::path)
                .toList();
    }

    List<JsonNode> notifications(Person person) {
        return notifications(person, "");
    }

    long unread(Person person) {
        return as(person)
                .get("/api/v1/notifications/unread-count")
                .json()
                .path("unread")
                .asLong(-1);
    }
}
