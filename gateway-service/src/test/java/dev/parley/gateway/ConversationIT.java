package dev.parley.gateway;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static dev.parley.testkit.Cast.ERIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.CloudEventHeaders;
import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.messaging.ParticipantLeft;
import dev.parley.contracts.notification.NotificationRaised;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Messages, receipts and typing from the topics to the sockets of those concerned, and of nobody else.
class ConversationIT {
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
    }

    private TestSocket joined(Cast person) {
        TestSocket socket = gateway.socketOf(person);
        assertThat(socket.ask("join_claim", Map.of("claimId", claimId))
                        .path("type")
                        .asString())
                .isEqualTo("ack");
        return socket;
    }

    private MessageSent message(long seq, String body, Cast... participants) {
        return gateway.message(conversationId, claimId, seq, body, participants);
    }

    @Test
    void deliversNewMessagesToParticipantsAndThoseWhoJoined() {
        try (TestSocket alice = gateway.socketOf(ALICE);
                TestSocket chloe = joined(CHLOE);
                TestSocket bruno = gateway.socketOf(BRUNO)) {
            MessageSent message = message(1, "Bonjour", ALICE);
            gateway.publish(message);

            JsonNode frame = chloe.await("new_message");
            assertThat(frame.path("data").path("body").asString()).isEqualTo("Bonjour");
            assertThat(alice.await("new_message").path("data").path("id").asString())
                    .isEqualTo(message.messageId().toString());
            assertThat(bruno.rest("new_message")).isEmpty();
        }
    }

    @Test
    void givesAMessageTheFieldsOfTheContractInTheirOrder() {
        try (TestSocket chloe = joined(CHLOE)) {
            gateway.publish(message(1, "Bonjour", ALICE));
            JsonNode frame = chloe.await("new_message");
            assertThat(frame.propertyNames()).containsExactly("type", "data");
            assertThat(frame.path("data").propertyNames())
                    .containsExactly(
                            "id",
                            "conversationId",
                            "claimId",
                            "seq",
                            "kind",
                            "senderId",
                            "senderName",
                            "senderRole",
                            "isAdminMessage",
                            "receiverId",
                            "body",
                            "replyToId",
                            "attachments",
                            "reactions",
                            "clientKey",
                            "createdAt",
                            "editedAt",
                            "withdrawnAt",
                            "isRead",
                            "readAt",
                            "readBy");
            assertThat(frame.path("data").path("isAdminMessage").asBoolean()).isTrue();
            assertThat(frame.path("data").path("createdAt").asString()).matches(".*T..:..:..\\.\\d{3}Z");
        }
    }

    @Test
    void letsNobodyOfAnotherTenantIn() {
        try (TestSocket erin = gateway.socketOf(ERIN);
                TestSocket chloe = joined(CHLOE)) {
            JsonNode answer = erin.ask("join_claim", Map.of("claimId", claimId));
            assertThat(answer.path("type").asString()).isEqualTo("error");
            assertThat(answer.path("data").path("status").asInt()).isEqualTo(404);
            gateway.publish(message(1, "not for Erin", ALICE, ERIN));
            gateway.publishRead(conversationId, claimId, 1, CHLOE, ALICE, ERIN);
            chloe.await("message_read_receipt");
            assertThat(erin.rest()).isEmpty();
        }
    }

    @Test
    void refusesForgedRecords() {
        try (TestSocket chloe = joined(CHLOE)) {
            MessageSent forged = message(1, "forged", ALICE);
            Map<String, byte[]> headers = Topics.headersOf(UUID.randomUUID(), forged, conversationId);
            headers.put(CloudEventHeaders.TENANT, "globex".getBytes(StandardCharsets.UTF_8));
            byte[] value = JsonMapper.shared().writeValueAsBytes(forged);
            String topic = Topic.CONVERSATION_EVENTS.topicName();
            gateway.topics.publish(topic, conversationId.toString(), headers, value);
            gateway.topics.publish(topic, conversationId.toString(), headers, "{".getBytes(StandardCharsets.UTF_8));
            gateway.topics.publish(topic, conversationId.toString(), Map.of(), value);
            gateway.publish(message(1, "honest", ALICE));
            assertThat(chloe.await("new_message").path("data").path("body").asString())
                    .isEqualTo("honest");
        }
    }

    @Test
    void dropsRepeats() {
        try (TestSocket chloe = joined(CHLOE);
                TestSocket alice = gateway.socketOf(ALICE)) {
            MessageSent first = message(1, "first", ALICE);
            UUID id = gateway.topics.publish(Topic.CONVERSATION_EVENTS, conversationId, first);
            gateway.topics.publish(Topic.CONVERSATION_EVENTS, conversationId, first, id);
            gateway.topics.publish(Topic.CONVERSATION_EVENTS, conversationId, first, UUID.randomUUID());
            gateway.publish(message(2, "second", ALICE));
            assertThat(chloe.await("new_message").path("data").path("seq").asLong())
                    .isEqualTo(1);
            assertThat(chloe.await("new_message").path("data").path("seq").asLong())
                    .isEqualTo(2);
            alice.await(frame -> frame.path("data").path("seq").asLong() == 2, "the second");
            assertThat(chloe.rest("new_message")).isEmpty();
        }
    }

    @Test
    void fetchesWhatIsMissingBeforeWhatCameTooEarly() {
        try (TestSocket chloe = joined(CHLOE)) {
            for (long seq = 1; seq <= 3; seq++) {
                gateway.messaging.entry(
                        conversationId, seq, "new_message", Map.of("seq", seq, "body", "stored " + seq));
            }
            gateway.publish(message(3, "third", ALICE));
            assertThat(List.of(chloe.await("new_message"), chloe.await("new_message"), chloe.await("new_message")))
                    .extracting(frame -> frame.path("data").path("seq").asLong())
                    .containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void showsInTheJoinWhatWasMissedAndThenWhatCameMeanwhile() throws Exception {
        gateway.messaging.entry(conversationId, 1, "new_message", Map.of("seq", 1));
        gateway.messaging.entry(conversationId, 2, "new_message", Map.of("seq", 2));
        try (TestSocket chloe = gateway.socketOf(CHLOE)) {
            CountDownLatch loading = gateway.messaging.hold();
            chloe.text(
                    "{\"type\":\"join_claim\",\"id\":\"j\",\"data\":{\"claimId\":\"" + claimId + "\",\"afterSeq\":1}}");
            Awaitility.await("the load")
                    .until(() -> gateway.messaging.calls().stream()
                            .anyMatch(call -> call.body().contains(claimId.toString())));
            gateway.publish(message(2, "in both", CHLOE));
            gateway.publish(message(3, "only live", CHLOE));
            try (TestSocket alice = gateway.socketOf(ALICE)) {
                gateway.topics.publish(Topic.NOTIFICATION_EVENTS, ALICE.userId(), notification());
                alice.await("notification");
            }
            gateway.messaging.holdNothing();
            loading.countDown();

            JsonNode ack = chloe.awaitAnswer("j");
            assertThat(ack.path("data").path("entries")).hasSize(1);
            assertThat(ack.path("data").path("headSeq").asLong()).isEqualTo(2);
            assertThat(chloe.await("new_message").path("data").path("seq").asLong())
                    .isEqualTo(3);
            assertThat(chloe.rest("new_message")).isEmpty();
        } finally {
            gateway.messaging.holdNothing();
        }
    }

    @Test
    void syncsEveryConversationNamedAndJoinsIt() {
        gateway.messaging.entry(conversationId, 1, "new_message", Map.of("seq", 1));
        UUID hidden = gateway.messaging.claim("globex", UUID.randomUUID());
        try (TestSocket chloe = gateway.socketOf(CHLOE)) {
            var cursor = Map.of("epoch", MessagingStandIn.EPOCH, "seq", 0);
            JsonNode answer = chloe.ask(
                    "sync", Map.of("cursors", Map.of(conversationId.toString(), cursor, hidden.toString(), cursor)));
            assertThat(answer.path("data").path("conversations")).hasSize(1);
            assertThat(answer.at("/data/conversations/0/entries")).hasSize(1);
            gateway.publish(message(2, "live", ALICE));
            assertThat(chloe.await("new_message").path("data").path("seq").asLong())
                    .isEqualTo(2);
        }
    }

    @Test
    void leaves() {
        try (TestSocket chloe = joined(CHLOE);
                TestSocket diane = joined(DIANE)) {
            assertThat(chloe.ask("leave_claim", Map.of("claimId", claimId))
                            .path("type")
                            .asString())
                    .isEqualTo("ack");
            gateway.publish(message(1, "after", ALICE));
            diane.await("new_message");
            assertThat(chloe.rest("new_message")).isEmpty();
        }
    }

    @Test
    void tellsNothingMoreToOneWhoWasRemoved() {
        gateway.messaging.entry(conversationId, 1, "new_message", Map.of("seq", 1));
        try (TestSocket bruno = joined(BRUNO);
                TestSocket diane = joined(DIANE)) {
            gateway.topics.publish(
                    Topic.CONVERSATION_EVENTS,
                    conversationId,
                    new ParticipantLeft(
                            "acme",
                            conversationId,
                            2,
                            claimId,
                            BRUNO.userId(),
                            CHLOE.userId(),
                            Instant.parse("2026-11-20T09:15:30Z"),
                            RunningGateway.ids(ALICE, CHLOE)));
            gateway.publish(message(3, "not for Bruno", ALICE, CHLOE));
            gateway.publishRead(conversationId, claimId, 3, CHLOE, ALICE, CHLOE);

            assertThat(diane.await("new_message").at("/data/seq").asLong()).isEqualTo(3);
            diane.await("message_read_receipt");
            assertThat(bruno.await("participant_changed").at("/data/change").asString())
                    .isEqualTo("LEFT");
            assertThat(bruno.ask("typing_start", Map.of("claimId", claimId))
                            .at("/data/type")
                            .asString())
                    .as("what Bruno may do there")
                    .isEqualTo("/problems/not-joined");
            assertThat(bruno.rest("new_message")).isEmpty();
            assertThat(bruno.rest("message_read_receipt")).isEmpty();
        }
    }

    @Test
    void sendsWithTheKeyOfTheClient() {
        try (TestSocket alice = gateway.socketOf(ALICE)) {
            UUID key = UUID.randomUUID();
            JsonNode ack = alice.ask("send_message", Map.of("claimId", claimId, "body", "Hello", "clientKey", key));
            assertThat(ack.path("data").path("body").asString()).isEqualTo("Hello");
            MessagingStandIn.Call call = gateway.messaging.calls().stream()
                    .filter(each -> key.toString().equals(each.idempotencyKey()))
                    .findFirst()
                    .orElseThrow();
            assertThat(call.body()).doesNotContain("clientKey").contains("Hello");
            assertThat(alice.ask("send_message", Map.of("body", "x", "clientKey", "no uuid"))
                            .at("/data/errors/0/field")
                            .asString())
                    .isEqualTo("clientKey");
        }
    }

    @Test
    void keepsTheOrderOfPipelinedSends() {
        try (TestSocket alice = gateway.socketOf(ALICE)) {
            for (int i = 0; i < 20; i++) {
                alice.text("{\"type\":\"send_message\",\"id\":" + i + ",\"data\":{\"claimId\":\"" + claimId
                        + "\",\"body\":\"" + claimId + " " + i + "\"}}");
            }
            alice.await(frame -> frame.path("id").asInt(-1) == 19, "the last answer");
            assertThat(gateway.messaging.calls().stream()
                            .filter(call -> call.path().equals("/api/v1/messages"))
                            .filter(call -> call.body().contains(claimId + " "))
                            .map(call ->
                                    Integer.parseInt(call.body().replaceAll("(?s).*" + claimId + " (\\d+).*", "$1"))))
                    .isSorted()
                    .hasSize(20);
        }
    }

    @Test
    void movesReadPositionsAndTellsTheOthers() {
        try (TestSocket alice = gateway.socketOf(ALICE);
                TestSocket chloe = joined(CHLOE)) {
            UUID messageId = UUID.randomUUID();
            assertThat(alice.ask("message_read", Map.of("messageId", messageId))
                            .at("/data/upToSeq")
                            .asInt())
                    .isEqualTo(7);
            assertThat(alice.ask("conversation_read", Map.of("conversationId", conversationId, "upToSeq", 7))
                            .path("type")
                            .asString())
                    .isEqualTo("ack");
            assertThat(gateway.messaging.calls())
                    .anyMatch(call -> call.method().equals("PATCH")
                            && call.path().equals("/api/v1/messages/" + messageId + "/read"))
                    .anyMatch(call -> call.path().equals("/api/v1/conversations/" + conversationId + "/read")
                            && call.body().equals("{\"upToSeq\":7}"));

            gateway.publishRead(conversationId, claimId, 7, ALICE, ALICE);
            JsonNode receipt = chloe.await("message_read_receipt").path("data");
            assertThat(receipt.path("userId").asString())
                    .isEqualTo(ALICE.userId().toString());
            assertThat(receipt.path("upToSeq").asLong()).isEqualTo(7);
            alice.await("message_read_receipt");
        }
    }

    @Test
    void showsTypingToTheOthersWhoJoinedAndStopsByItself() {
        try (TestSocket alice = joined(ALICE);
                TestSocket chloe = joined(CHLOE);
                TestSocket diane = gateway.socketOf(DIANE)) {
            Instant before = Instant.now();
            assertThat(alice.ask("typing_start", Map.of("claimId", claimId))
                            .path("type")
                            .asString())
                    .isEqualTo("ack");
            JsonNode started = chloe.await("typing_update").path("data");
            assertThat(started.at("/userIds/0").asString())
                    .isEqualTo(ALICE.userId().toString());
            assertThat(started.path("claimId").asString()).isEqualTo(claimId.toString());
            assertThat(chloe.await("typing_update").at("/data/userIds")).isEmpty();
            assertThat(Duration.between(before, Instant.now())).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6));
            assertThat(alice.rest("typing_update")).isEmpty();
            assertThat(diane.rest("typing_update")).isEmpty();
            assertThat(diane.ask("typing_start", Map.of("claimId", claimId))
                            .at("/data/type")
                            .asString())
                    .isEqualTo("/problems/not-joined");
        }
    }

    @Test
    void doesNotRepublishTypingThatIsStillShown() {
        try (TestSocket alice = joined(ALICE);
                TestSocket chloe = joined(CHLOE)) {
            for (int i = 0; i < 10; i++) {
                alice.tell("typing_start", Map.of("claimId", claimId));
            }
            alice.ask("typing_stop", Map.of("claimId", claimId));
            assertThat(chloe.await("typing_update").at("/data/userIds")).hasSize(1);
            assertThat(chloe.await("typing_update").at("/data/userIds")).isEmpty();
            assertThat(gateway.topics.read(Topic.TYPING_EVENTS, conversationId)).hasSize(2);
        }
    }

    @Test
    void passesNotificationsToTheirOwner() {
        try (TestSocket alice = gateway.socketOf(ALICE);
                TestSocket bruno = gateway.socketOf(BRUNO)) {
            gateway.topics.publish(Topic.NOTIFICATION_EVENTS, ALICE.userId(), notification());
            JsonNode data = alice.await("notification").path("data");
            assertThat(data.propertyNames())
                    .containsExactly("id", "type", "title", "body", "link", "createdAt", "readAt");
            assertThat(bruno.rest("notification")).isEmpty();
        }
    }

    private static NotificationRaised notification() {
        return new NotificationRaised(
                "acme",
                UUID.randomUUID(),
                ALICE.userId(),
                "NEW_MESSAGE",
                "New message",
                "…",
                "/claims/1",
                Instant.parse("2026-11-20T09:15:30Z"));
    }
}
