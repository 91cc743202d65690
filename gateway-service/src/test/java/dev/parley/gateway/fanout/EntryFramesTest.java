package dev.parley.gateway.fanout;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Catalogue;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.ConversationArchived;
import dev.parley.contracts.messaging.ConversationClaimChanged;
import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.ConversationRenamed;
import dev.parley.contracts.messaging.ConversationReopened;
import dev.parley.contracts.messaging.MessageEdited;
import dev.parley.contracts.messaging.MessageErased;
import dev.parley.contracts.messaging.MessageWithdrawn;
import dev.parley.contracts.messaging.ParticipantJoined;
import dev.parley.contracts.messaging.ParticipantLeft;
import dev.parley.contracts.messaging.ReactionAdded;
import dev.parley.contracts.messaging.ReactionRemoved;
import dev.parley.testkit.Topics;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// From the record on the topic to the frame: every kind of entry, field for field.
class EntryFramesTest {
    private static final UUID CONVERSATION = UUID.fromString("0190a5c0-7b3c-7d11-8a51-000000000001");
    private static final UUID CLAIM = UUID.fromString("0190a5c0-7b3c-7d11-8a51-000000000002");
    private static final UUID MESSAGE = UUID.fromString("0190a5c0-7b3c-7d11-8a51-000000000003");
    private static final Instant AT = Instant.parse("2026-11-20T09:15:30.120Z");
    private static final List<UUID> AUDIENCE = List.of(ALICE.userId(), CHLOE.userId());

    private final List<ByteBuf> frames = new ArrayList<>();

    static List<Arguments> entries() {
        UUID alice = ALICE.userId();
        UUID bruno = BRUNO.userId();
        UUID chloe = CHLOE.userId();
        String message = "'messageId':'" + MESSAGE + "','messageSeq':4";
        return List.of(
                Arguments.of(
                        new MessageEdited("acme", CONVERSATION, 7, CLAIM, MESSAGE, 4, alice, "new", AT, AUDIENCE),
                        "message_edited",
                        message + ",'body':'new','editorId':'" + alice + "','editedAt':'2026-11-20T09:15:30.120Z'"),
                Arguments.of(
                        new MessageWithdrawn("acme", CONVERSATION, 7, CLAIM, MESSAGE, 4, chloe, "rude", AT, AUDIENCE),
                        "message_withdrawn",
                        message + ",'withdrawnBy':'" + chloe
                                + "','reason':'rude','withdrawnAt':'2026-11-20T09:15:30.120Z','erased':false"),
                Arguments.of(
                        new MessageErased("acme", CONVERSATION, 7, CLAIM, MESSAGE, 4, chloe, AT, AUDIENCE),
                        "message_withdrawn",
                        message + ",'withdrawnBy':'" + chloe
                                + "','reason':null,'withdrawnAt':'2026-11-20T09:15:30.120Z','erased':true"),
                Arguments.of(
                        new ReactionAdded("acme", CONVERSATION, 7, CLAIM, MESSAGE, 4, alice, "👍", AT, AUDIENCE),
                        "message_reaction",
                        message + ",'userId':'" + alice
                                + "','emoji':'👍','action':'ADDED','at':'2026-11-20T09:15:30.120Z'"),
                Arguments.of(
                        new ReactionRemoved("acme", CONVERSATION, 7, CLAIM, MESSAGE, 4, alice, "👍", AT, AUDIENCE),
                        "message_reaction",
                        message + ",'userId':'" + alice
                                + "','emoji':'👍','action':'REMOVED','at':'2026-11-20T09:15:30.120Z'"),
                Arguments.of(
                        new ParticipantJoined(
                                "acme", CONVERSATION, 7, CLAIM, chloe, "Chloé Petit", "AGENT", null, AT, AUDIENCE),
                        "participant_changed",
                        "'change':'JOINED','userId':'" + chloe
                                + "','name':'Chloé Petit','role':'AGENT','by':null,'at':'2026-11-20T09:15:30.120Z'"),
                Arguments.of(
                        new ParticipantLeft("acme", CONVERSATION, 7, null, bruno, chloe, AT, AUDIENCE),
                        "participant_changed",
                        "'change':'LEFT','userId':'" + bruno + "','name':null,'role':null,'by':'" + chloe
                                + "','at':'2026-11-20T09:15:30.120Z'"),
                Arguments.of(
                        new ConversationOpened(
                                "acme", CONVERSATION, 7, MESSAGE, "CLAIM", CLAIM, "Water", AUDIENCE, AT, null),
                        "conversation_updated",
                        "'change':'OPENED','kind':'CLAIM','claimId':'" + CLAIM
                                + "','title':'Water','status':'OPEN','actorId':null,'at':'2026-11-20T09:15:30.120Z'"),
                Arguments.of(
                        new ConversationRenamed("acme", CONVERSATION, 7, null, "Water", chloe, AT, AUDIENCE),
                        "conversation_updated",
                        "'change':'RENAMED','kind':null,'claimId':null,'title':'Water','status':null,'actorId':'"
                                + chloe + "','at':'2026-11-20T09:15:30.120Z'"),
                Arguments.of(
                        new ConversationArchived("acme", CONVERSATION, 7, CLAIM, null, AT, AUDIENCE),
                        "conversation_updated",
                        "'change':'ARCHIVED','kind':null,'claimId':'" + CLAIM + "','title':null,'status':'ARCHIVED',"
                                + "'actorId':null,'at':'2026-11-20T09:15:30.120Z'"),
                Arguments.of(
                        new ConversationReopened("acme", CONVERSATION, 7, CLAIM, alice, AT, AUDIENCE),
                        "conversation_updated",
                        "'change':'REOPENED','kind':null,'claimId':'" + CLAIM + "','title':null,'status':'OPEN',"
                                + "'actorId':'" + alice + "','at':'2026-11-20T09:15:30.120Z'"),
                Arguments.of(
                        new ConversationDeleted("acme", CONVERSATION, 7, CLAIM, chloe, AT, AUDIENCE),
                        "conversation_updated",
                        "'change':'DELETED','kind':null,'claimId':'" + CLAIM + "','title':null,'status':null,"
                                + "'actorId':'" + chloe + "','at':'2026-11-20T09:15:30.120Z'"),
                Arguments.of(
                        new ConversationClaimChanged(
                                "acme", CONVERSATION, 7, CLAIM, "REJECTED", "IN_REVIEW", "late", chloe, AT, AUDIENCE),
                        "claim_updated",
                        "'claimId':'" + CLAIM + "','status':'REJECTED','previousStatus':'IN_REVIEW','reason':'late',"
                                + "'actorId':'" + chloe + "','at':'2026-11-20T09:15:30.120Z'"));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void givesEachEntryTheFieldsOfRestInTheirOrder(DomainEvent event, String type, String fields) throws Exception {
        Delivery.Entry entry = decoded(event);
        String data = "{'conversationId':'" + CONVERSATION + "','seq':7," + fields + "}";
        assertThat(text(entry.frame())).isEqualTo("{'type':'" + type + "','data':" + data + "}");
        assertThat(entry.participantIds()).containsAll(AUDIENCE);
        assertThat(entry.seq()).isEqualTo(7);
    }

    @Test
    void hasAFrameForEveryEventOfTheLog() {
        List<String> types = new ArrayList<>(entries().stream()
                .map(each -> Catalogue.describe(((DomainEvent) each.get()[0]).getClass())
                        .type())
                .toList());
        types.add("message.sent.v1");
        assertThat(Catalogue.events().stream()
                        .map(Catalogue::describe)
                        .filter(event -> event.topic() == Topic.CONVERSATION_EVENTS)
                        .map(event -> event.type()))
                .containsExactlyInAnyOrderElementsOf(types);
    }

    @Test
    void countsOneWhoLeftToTheAudienceOfTheirLeaving() throws Exception {
        Delivery.Entry entry = decoded(
                new ParticipantLeft("acme", CONVERSATION, 7, null, BRUNO.userId(), CHLOE.userId(), AT, AUDIENCE));
        assertThat(entry.participantIds()).containsExactly(ALICE.userId(), CHLOE.userId(), BRUNO.userId());
        assertThat(entry.ending()).isEqualTo(new Delivery.Ending.OfOneWhoLeft(BRUNO.userId(), false));
        assertThat(decoded(new ParticipantLeft(
                                "acme", CONVERSATION, 7, CLAIM, BRUNO.userId(), CHLOE.userId(), AT, AUDIENCE))
                        .ending())
                .isEqualTo(new Delivery.Ending.OfOneWhoLeft(BRUNO.userId(), true));
    }

    private Delivery.Entry decoded(DomainEvent event) throws EventDecoder.RefusedRecord {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                Topic.CONVERSATION_EVENTS.topicName(),
                0,
                0,
                CONVERSATION.toString().getBytes(StandardCharsets.UTF_8),
                JsonMapper.shared().writeValueAsBytes(event));
        Topics.headersOf(UUID.randomUUID(), event, CONVERSATION)
                .forEach((name, value) -> record.headers().add(name, value));
        List<Delivery> deliveries = new EventDecoder(Clock.systemUTC(), _ -> false).decode(record);
        assertThat(deliveries).singleElement().isInstanceOf(Delivery.Entry.class);
        Delivery.Entry entry = (Delivery.Entry) deliveries.getFirst();
        frames.add(entry.frame());
        return entry;
    }

    @AfterEach
    void release() {
        frames.forEach(ByteBuf::release);
    }

    private static String text(ByteBuf frame) {
        return frame.toString(StandardCharsets.UTF_8)
                .substring(frame.getUnsignedByte(1) == 126 ? 4 : 2)
                .replace('"', '\'');
    }
}
