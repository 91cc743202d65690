package dev.parley.gateway;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.MessageWithdrawn;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// `unread_update` from the topics to every session of the person, and what is asked of messaging for it.
class UnreadIT {
    private static RunningGateway gateway;
    private final UUID claimId = UUID.randomUUID();
    private UUID conversationId;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void claim() {
        conversationId = gateway.messaging.claim("acme", claimId);
        gateway.messaging.counted(ALICE.userId(), conversationId, 2, 7, 4);
    }

    private void chloeWrites(long seq) {
        gateway.publish(gateway.message(conversationId, claimId, seq, "hello " + seq, ALICE, CHLOE));
    }

    /// Waits for the number; what came before it may have been left out, what differs from it may not follow.
    private JsonNode told(TestSocket socket, long unread) {
        return socket.await(
                        frame -> frame.path("type").asString().equals("unread_update")
                                && frame.at("/data/conversationId").asString().equals(conversationId.toString())
                                && frame.at("/data/unread").asLong(-1) == unread,
                        "unread " + unread)
                .path("data");
    }

    @Test
    void countsInEveryTabAndAsksNothing() {
        try (TestSocket phone = gateway.socketOf(ALICE);
                TestSocket laptop = gateway.socketOf(ALICE);
                TestSocket chloe = gateway.socketOf(CHLOE);
                TestSocket bruno = gateway.socketOf(BRUNO)) {
            chloeWrites(8);
            chloeWrites(9);
            JsonNode told = told(phone, 4);
            assertThat(told.propertyNames()).containsExactly("conversationId", "unread", "total");
            assertThat(told.path("total").asLong()).isGreaterThanOrEqualTo(4);
            told(laptop, 4);
            assertThat(gateway.messaging.unreadQuestions(conversationId)).isZero();
            chloe.await(frame -> frame.at("/data/seq").asLong() == 9, "her own message");
            assertThat(chloe.rest("unread_update")).isEmpty();
            assertThat(bruno.rest("unread_update")).isEmpty();

            gateway.publishRead(conversationId, claimId, 9, ALICE, ALICE, CHLOE);
            told(phone, 0);
            told(laptop, 0);
            chloeWrites(10);
            told(phone, 1);
            assertThat(gateway.messaging.unreadQuestions(conversationId)).isZero();
        }
    }

    private void told(TestStream stream, long unread) {
        JsonNode told;
        do {
            told = stream.await("unread_update").data();
        } while (!told.path("conversationId").asString().equals(conversationId.toString())
                || told.path("unread").asLong(-1) != unread);
    }

    @Test
    void countsForWhoFollowsAStreamToo() {
        try (TestStream alice = TestStream.of(gateway, ALICE);
                TestStream chloe = TestStream.of(gateway, CHLOE)) {
            alice.await("connected");
            chloe.await("connected");
            chloeWrites(8);
            told(alice, 3);
            chloeWrites(9);
            told(alice, 4);
            gateway.publishRead(conversationId, claimId, 9, ALICE, ALICE, CHLOE);
            told(alice, 0);
            assertThat(gateway.messaging.unreadQuestions(conversationId)).isZero();
            TestStream.Event event = chloe.next(Duration.ofMillis(500));
            while (event != null) {
                assertThat(event.type()).as("her own messages").isNotEqualTo("unread_update");
                event = chloe.next(Duration.ofMillis(500));
            }
        }
    }

    @Test
    void asksForWhoFollowsAStreamWhatEventsDoNotTell() {
        gateway.messaging.counted(ALICE.userId(), conversationId, 0, 7, 7);
        try (TestStream alice = TestStream.of(gateway, ALICE)) {
            alice.await("connected");
            gateway.messaging.counted(ALICE.userId(), conversationId, 1, 8, 7);
            chloeWrites(8);
            told(alice, 1);
            assertThat(gateway.messaging.unreadQuestions(conversationId)).isEqualTo(1);
        }
    }

    @Test
    void asksOnceAboutAConversationInWhichNothingWasUnread() {
        gateway.messaging.counted(ALICE.userId(), conversationId, 0, 7, 7);
        try (TestSocket alice = gateway.socketOf(ALICE)) {
            gateway.messaging.counted(ALICE.userId(), conversationId, 1, 8, 7);
            chloeWrites(8);
            told(alice, 1);
            for (long seq = 9; seq <= 20; seq++) {
                chloeWrites(seq);
            }
            told(alice, 13);
            assertThat(gateway.messaging.unreadQuestions(conversationId)).isEqualTo(1);
        }
    }

    @Test
    void asksAgainUntilTheAnswerKnowsWhatWasHeard() {
        gateway.messaging.counted(ALICE.userId(), conversationId, 0, 7, 7);
        try (TestSocket alice = gateway.socketOf(ALICE);
                TestSocket chloe = gateway.socketOf(CHLOE)) {
            chloeWrites(8);
            chloe.await(frame -> frame.at("/data/seq").asLong() == 8, "the message");
            alice.await("new_message");
            org.awaitility.Awaitility.await("a second question")
                    .until(() -> gateway.messaging.unreadQuestions(conversationId) >= 2);
            assertThat(alice.rest("unread_update")).isEmpty();
            gateway.messaging.counted(ALICE.userId(), conversationId, 1, 8, 7);
            told(alice, 1);
        }
    }

    @Test
    void asksWhenAnUnreadMessageIsWithdrawn() {
        try (TestSocket alice = gateway.socketOf(ALICE)) {
            gateway.messaging.counted(ALICE.userId(), conversationId, 1, 8, 4);
            gateway.topics.publish(
                    Topic.CONVERSATION_EVENTS,
                    conversationId,
                    new MessageWithdrawn(
                            "acme",
                            conversationId,
                            8,
                            claimId,
                            UUID.randomUUID(),
                            6,
                            CHLOE.userId(),
                            null,
                            Instant.now(),
                            RunningGateway.ids(ALICE, CHLOE)));
            told(alice, 1);
        }
    }

    @Test
    void saysTheSameAsConnectedAfterAReconnect() {
        try (TestSocket alice = gateway.socketOf(ALICE)) {
            chloeWrites(8);
            told(alice, 3);
        }
        gateway.messaging.counted(ALICE.userId(), conversationId, 3, 8, 4);
        try (TestSocket alice = TestSocket.withToken(gateway.port(), dev.parley.testkit.TestTokens.tokenOf(ALICE))) {
            JsonNode connected = alice.await("connected");
            assertThat(connected.at("/data/unread/conversations"))
                    .anyMatch(row -> row.path("conversationId").asString().equals(conversationId.toString())
                            && row.path("unread").asLong() == 3);
            chloeWrites(9);
            told(alice, 4);
        }
    }
}
