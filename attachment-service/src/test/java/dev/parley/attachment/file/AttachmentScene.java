package dev.parley.attachment.file;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.messaging.ParticipantJoined;
import dev.parley.contracts.messaging.ParticipantLeft;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.TestTokens;
import dev.parley.testkit.Topics;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;

/// The service, with messaging played by the test.
@ServiceTest(database = "attachment")
abstract class AttachmentScene {
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
    }

    /// A conversation of tenant acme.
    record Talk(UUID id, String kind) {
        static Talk of(String kind) {
            return new Talk(UUID.randomUUID(), kind);
        }

        private UUID claim() {
            return new UUID(id.getMostSignificantBits(), 1);
        }

        ConversationOpened opened(Person... people) {
            boolean ofAClaim = !List.of("DIRECT", "GROUP").contains(kind);
            return new ConversationOpened(
                    "acme",
                    id,
                    1,
                    UUID.randomUUID(),
                    kind,
                    ofAClaim ? claim() : null,
                    "Water damage",
                    ids(people),
                    Instant.now(),
                    null);
        }

        MessageSent message(long seq, Person... people) {
            Person sender = people[0];
            return new MessageSent(
                    "acme",
                    id,
                    seq,
                    UUID.randomUUID(),
                    claim(),
                    "TEXT",
                    sender.id(),
                    sender.like().displayName(),
                    sender.like().role(),
                    null,
                    "Hello",
                    null,
                    null,
                    Instant.now(),
                    ids(people),
                    null);
        }

        ParticipantJoined joined(long seq, Person who, Person... everybody) {
            return new ParticipantJoined(
                    "acme",
                    id,
                    seq,
                    null,
                    who.id(),
                    who.like().displayName(),
                    who.like().role(),
                    everybody[0].id(),
                    Instant.now(),
                    ids(everybody));
        }

        ParticipantLeft left(long seq, Person who, Person... remaining) {
            return new ParticipantLeft("acme", id, seq, null, who.id(), who.id(), Instant.now(), ids(remaining));
        }

        ConversationDeleted deleted(long seq, Person... people) {
            return new ConversationDeleted("acme", id, seq, null, people[0].id(), Instant.now(), ids(people));
        }

        private static List<UUID> ids(Person... people) {
            return Stream.of(people).map(Person::id).toList();
        }
    }

    Http as(Person person) {
        return http.withToken(TestTokens.tokenOf(
                person.like(), claims -> claims.subject(person.id().toString())));
    }

    UUID consume(Talk talk, DomainEvent event) {
        UUID id = topics.publish(Topic.CONVERSATION_EVENTS, talk.id(), event);
        journal.awaitConsumed(id);
        return id;
    }

    Http.Answer upload(Person person, String path) {
        String body =
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nHello\r\n--x--\r\n";
        return as(person)
                .with("Content-Type", "multipart/form-data; boundary=x")
                .post(path, body);
    }

    int uploadTo(Talk talk, Person person) {
        return upload(person, "/api/v1/attachments?conversationId=" + talk.id()).status();
    }
}
