package dev.parley.gateway.fanout;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.Catalogue;
import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.claims.ClaimAssigned;
import dev.parley.contracts.claims.ClaimEdited;
import dev.parley.contracts.claims.ClaimOpened;
import dev.parley.contracts.claims.ClaimStatusChanged;
import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.contracts.claims.ClaimWithdrawn;
import dev.parley.contracts.messaging.ConversationArchived;
import dev.parley.contracts.messaging.ConversationClaimChanged;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageErased;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.testkit.Topics;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// From a record to the summary that staff get who watch all claims.
class InboxFramesTest {
    private static final UUID CLAIM = UUID.fromString("0190a5c0-7b3c-7d11-8a51-000000000002");
    private static final UUID CONVERSATION = ConversationIds.ofClaim(CLAIM);
    private static final UUID MESSAGE = UUID.fromString("0190a5c0-7b3c-7d11-8a51-000000000003");
    private static final Instant AT = Instant.parse("2026-11-20T09:15:30.120Z");
    private static final String TIME = "2026-11-20T09:15:30.120Z";
    private static final String REFERENCE = "CLM-2026-000007";
    private static final List<UUID> AUDIENCE = List.of(ALICE.userId());

    private static MessageSent sent(UUID conversation, @Nullable UUID claim, String body) {
        return new MessageSent(
                "acme",
                conversation,
                7,
                MESSAGE,
                claim,
                "TEXT",
                ALICE.userId(),
                "Alice Martin",
                "CUSTOMER",
                null,
                body,
                null,
                null,
                AT,
                AUDIENCE,
                null);
    }

    @Test
    void tellsAMessageInAFewWords() throws Exception {
        JsonNode data = summary(sent(CONVERSATION, CLAIM, "é".repeat(139) + "🙂 and on"));
        assertThat(data.propertyNames())
                .containsExactly(
                        "claimId",
                        "conversationId",
                        "kind",
                        "seq",
                        "type",
                        "change",
                        "at",
                        "actorId",
                        "message",
                        "status",
                        "assigneeId",
                        "reference",
                        "title");
        assertThat(said(data))
                .containsOnly(
                        Map.entry("claimId", CLAIM.toString()),
                        Map.entry("conversationId", CONVERSATION.toString()),
                        Map.entry("kind", "CLAIM"),
                        Map.entry("seq", "7"),
                        Map.entry("type", "new_message"),
                        Map.entry("at", TIME),
                        Map.entry("actorId", ALICE.userId().toString()));
        assertThat(said(data.path("message")))
                .containsOnly(
                        Map.entry("id", MESSAGE.toString()),
                        Map.entry("senderId", ALICE.userId().toString()),
                        Map.entry("senderName", "Alice Martin"),
                        Map.entry("senderRole", "CUSTOMER"),
                        Map.entry("excerpt", "é".repeat(139)));
    }

    @Test
    void tellsWhichConversationOfTheClaimItIs() throws Exception {
        assertThat(summary(sent(ConversationIds.ofClaimNotes(CLAIM), CLAIM, "note"))
                        .path("kind")
                        .asString())
                .isEqualTo("INTERNAL");
        assertThat(summary(sent(ConversationIds.ofAppointment(MESSAGE), CLAIM, "when"))
                        .path("kind")
                        .asString())
                .isEqualTo("APPOINTMENT");
    }

    @Test
    void saysNothingAboutWhatIsAboutNoClaim() throws Exception {
        assertThat(decoded(sent(CONVERSATION, null, "private"), CONVERSATION, "acme"))
                .singleElement()
                .isInstanceOf(Delivery.Entry.class);
    }

    @Test
    void saysNothingWhileNobodyWatches() throws Exception {
        assertThat(decoded(sent(CONVERSATION, CLAIM, "hello"), CONVERSATION, "globex"))
                .singleElement()
                .isInstanceOf(Delivery.Entry.class);
        assertThat(decoded(withdrawn(), CLAIM, "globex")).isEmpty();
    }

    @Test
    void showsNothingOfAMessageThatIsGone() throws Exception {
        JsonNode data =
                summary(new MessageErased("acme", CONVERSATION, 9, CLAIM, MESSAGE, 7, CHLOE.userId(), AT, AUDIENCE));
        assertThat(data.path("type").asString()).isEqualTo("message_withdrawn");
        assertThat(said(data.path("message"))).containsOnly(Map.entry("id", MESSAGE.toString()));
    }

    @Test
    void tellsWhatHappensToAConversation() throws Exception {
        JsonNode opened = summary(
                new ConversationOpened("acme", CONVERSATION, 1, MESSAGE, "CLAIM", CLAIM, "Leak", AUDIENCE, AT, null));
        assertThat(said(opened))
                .containsEntry("type", "conversation_updated")
                .containsEntry("change", "OPENED")
                .containsEntry("title", "Leak");
        JsonNode archived = summary(new ConversationArchived("acme", CONVERSATION, 9, CLAIM, null, AT, AUDIENCE));
        assertThat(said(archived)).containsEntry("change", "ARCHIVED").doesNotContainKey("actorId");
        JsonNode changed = summary(new ConversationClaimChanged(
                "acme", CONVERSATION, 10, CLAIM, "REJECTED", "IN_REVIEW", "late", CHLOE.userId(), AT, AUDIENCE));
        assertThat(said(changed)).containsEntry("type", "claim_updated").containsEntry("status", "REJECTED");
    }

    private static ClaimWithdrawn withdrawn() {
        return new ClaimWithdrawn(
                "acme",
                CLAIM,
                REFERENCE,
                ALICE.userId(),
                CONVERSATION,
                CHLOE.userId(),
                "SUBMITTED",
                null,
                ALICE.userId(),
                "Alice Martin",
                "CUSTOMER",
                AT);
    }

    @Test
    void tellsWhatHappensToTheClaimItself() throws Exception {
        UUID alice = ALICE.userId();
        UUID chloe = CHLOE.userId();
        assertThat(said(summary(new ClaimOpened(
                        "acme", CLAIM, REFERENCE, alice, "Alice", "Leak", "DAMAGE", AT, null, null, null))))
                .containsOnly(
                        Map.entry("claimId", CLAIM.toString()),
                        Map.entry("type", "claim_opened"),
                        Map.entry("at", TIME),
                        Map.entry("status", "DRAFT"),
                        Map.entry("reference", REFERENCE),
                        Map.entry("title", "Leak"));
        assertThat(said(summary(new ClaimSubmitted(
                        "acme", CLAIM, REFERENCE, CONVERSATION, alice, "Alice", "fr", "Leak", "DAMAGE", AT))))
                .containsEntry("type", "claim_submitted")
                .containsEntry("status", "SUBMITTED")
                .containsEntry("conversationId", CONVERSATION.toString())
                .containsEntry("kind", "CLAIM")
                .containsEntry("actorId", alice.toString());
        assertThat(said(summary(new ClaimEdited(
                        "acme",
                        CLAIM,
                        REFERENCE,
                        alice,
                        List.of("priority"),
                        "Leak",
                        "DAMAGE",
                        "HIGH",
                        List.of(),
                        chloe,
                        "Chloé",
                        "AGENT",
                        AT))))
                .containsEntry("type", "claim_edited")
                .containsEntry("title", "Leak");
        assertThat(said(summary(new ClaimAssigned(
                        "acme",
                        CLAIM,
                        REFERENCE,
                        alice,
                        CONVERSATION,
                        chloe,
                        "Chloé",
                        null,
                        chloe,
                        "Chloé",
                        "AGENT",
                        AT))))
                .containsEntry("type", "claim_assigned")
                .containsEntry("assigneeId", chloe.toString());
        assertThat(said(summary(new ClaimStatusChanged(
                        "acme",
                        CLAIM,
                        REFERENCE,
                        alice,
                        CONVERSATION,
                        chloe,
                        "SUBMITTED",
                        "IN_REVIEW",
                        "because",
                        chloe,
                        "Chloé",
                        "AGENT",
                        AT))))
                .containsEntry("type", "claim_status_changed")
                .containsEntry("status", "IN_REVIEW")
                .containsEntry("assigneeId", chloe.toString());
        assertThat(said(summary(withdrawn())))
                .containsEntry("type", "claim_withdrawn")
                .containsEntry("status", "WITHDRAWN");
    }

    @Test
    void refusesWhatTheOwnerOfTheTopicDidNotWrite() {
        assertThatThrownBy(() -> decoded(withdrawn(), MESSAGE, "acme"))
                .as("another key")
                .isInstanceOf(EventDecoder.RefusedRecord.class);
        ConsumerRecord<byte[], byte[]> elsewhere = record(withdrawn(), CLAIM, "messaging.conversation-events");
        assertThatThrownBy(() -> new EventDecoder(Clock.systemUTC(), _ -> true).decode(elsewhere))
                .as("another topic")
                .isInstanceOf(EventDecoder.RefusedRecord.class);
    }

    private JsonNode summary(DomainEvent event) throws EventDecoder.RefusedRecord {
        boolean isClaim = Catalogue.describe(event.getClass()).key().equals("claimId");
        UUID key = isClaim
                ? CLAIM
                : UUID.fromString(JsonMapper.shared()
                        .valueToTree(event)
                        .path("conversationId")
                        .asString());
        Delivery last = decoded(event, key, "acme").getLast();
        assertThat(last).isInstanceOf(Delivery.InboxChange.class);
        assertThat(last.tenant()).isEqualTo("acme");
        ByteBuf frame = ((Delivery.InboxChange) last).frame();
        String text = frame.toString(StandardCharsets.UTF_8).substring(frame.getUnsignedByte(1) == 126 ? 4 : 2);
        JsonNode read = JsonMapper.shared().readTree(text);
        assertThat(read.path("type").asString()).isEqualTo("inbox_update");
        return read.path("data");
    }

    /// What is not null and no object, as text.
    private static Map<String, String> said(JsonNode data) {
        Map<String, String> said = new HashMap<>();
        data.properties().forEach(field -> {
            if (!field.getValue().isNull() && !field.getValue().isObject()) {
                said.put(field.getKey(), field.getValue().asString());
            }
        });
        return said;
    }

    private static List<Delivery> decoded(DomainEvent event, UUID key, String watchedTenant)
            throws EventDecoder.RefusedRecord {
        String topic = Catalogue.describe(event.getClass()).topic().topicName();
        return new EventDecoder(Clock.systemUTC(), watchedTenant::equals).decode(record(event, key, topic));
    }

    private static ConsumerRecord<byte[], byte[]> record(DomainEvent event, UUID key, String topic) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                topic,
                0,
                0,
                key.toString().getBytes(StandardCharsets.UTF_8),
                JsonMapper.shared().writeValueAsBytes(event));
        Topics.headersOf(UUID.randomUUID(), event, key)
                .forEach((name, value) -> record.headers().add(name, value));
        return record;
    }
}
