package dev.parley.messaging.reading;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.ERIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.MessageRead;
import dev.parley.messaging.Claims;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.Topics;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServiceTest(database = "messaging")
class ReadingIT {
    @Autowired
    Http http;

    @Autowired
    Topics topics;

    @Autowired
    JournalProbe journal;

    private UUID claim;
    private UUID conversation;

    @BeforeEach
    void submitAClaim() {
        claim = new Claims(topics, journal).submittedBy(ALICE);
        conversation = ConversationIds.ofClaim(claim);
    }

    @Test
    void tellsTheSenderWhoReadWhatAndWhen() {
        String first = Claims.say(http, ALICE, claim, "one").json().path("id").asString();
        String second = Claims.say(http, ALICE, claim, "two").json().path("id").asString();
        http.as(CHLOE).patch("/api/v1/messages/" + first + "/read", null);
        JsonNode read = http.as(ALICE).get("/api/v1/messages/" + first).json();
        assertThat(read.path("isRead").asBoolean()).isTrue();
        assertThat(read.path("readBy").get(0).path("userId").asString())
                .isEqualTo(CHLOE.userId().toString());
        assertThat(read.path("readAt")).isEqualTo(read.path("readBy").get(0).path("readAt"));
        JsonNode unread = http.as(ALICE).get("/api/v1/messages/" + second).json();
        assertThat(unread.path("isRead").asBoolean()).isFalse();
        assertThat(unread.path("readBy").size()).isZero();
        MessageRead receipt = journal.of(conversation, MessageRead.class).getFirst();
        assertThat(receipt.messageId()).hasToString(first);
        assertThat(receipt.participantIds()).containsExactly(ALICE.userId());
        assertThat(topics.await(Topic.RECEIPT_EVENTS, conversation, 1)).hasSize(1);
    }

    @Test
    void neverLetsAPositionFallNorPassTheHead() {
        for (int i = 0; i < 5; i++) {
            Claims.say(http, CHLOE, claim, "message " + i);
        }
        assertThat(read(ALICE, 5)).isEqualTo(5);
        assertThat(read(ALICE, 3)).isEqualTo(5);
        assertThat(read(ALICE, 5)).isEqualTo(5);
        assertThat(read(ALICE, Long.MAX_VALUE)).isEqualTo(7);
        assertThat(http.as(ALICE)
                        .post("/api/v1/conversations/" + conversation + "/read", Map.of("upToSeq", -1))
                        .status())
                .isEqualTo(400);
        assertThat(journal.of(conversation, MessageRead.class))
                .extracting(MessageRead::upToSeq)
                .containsExactly(5L, 7L);
    }

    @Test
    void risesOnlyWhenManyTabsReportAtOnce() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            Claims.say(http, CHLOE, claim, "message " + i);
        }
        try (ExecutorService tabs = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 60; i++) {
                long upTo = 3 + (i * 7L) % 20;
                tabs.submit(() -> read(ALICE, upTo));
            }
        }
        List<Long> receipts =
                topics
                        .await(
                                Topic.RECEIPT_EVENTS,
                                conversation,
                                journal.of(conversation, MessageRead.class).size())
                        .stream()
                        .map(record -> record.json().path("upToSeq").asLong())
                        .toList();
        assertThat(receipts).isSorted().doesNotHaveDuplicates().endsWith(22L);
    }

    @Test
    void countsOthersMessagesAfterOnesPosition() {
        Claims.say(http, ALICE, claim, "mine");
        assertThat(unread(ALICE)).isZero();
        Claims.say(http, CHLOE, claim, "hers");
        Claims.say(http, CHLOE, claim, "hers too");
        assertThat(unread(ALICE)).isEqualTo(2);
        assertThat(unread(CHLOE)).isEqualTo(1);
        read(ALICE, 4);
        assertThat(unread(ALICE)).isEqualTo(1);
        http.as(ALICE).post("/api/v1/conversations/" + conversation + "/read");
        assertThat(unread(ALICE)).isZero();
        assertThat(http.as(ALICE)
                        .get("/api/v1/conversations/" + conversation)
                        .json()
                        .path("unread")
                        .asLong())
                .isZero();
    }

    @Test
    void doesNotMarkForAnotherPerson() {
        Claims.say(http, CHLOE, claim, "hers");
        read(CHLOE, Long.MAX_VALUE);
        assertThat(unread(ALICE)).isEqualTo(1);
    }

    @Test
    void saysUpToWhereItCounted() {
        Claims.say(http, CHLOE, claim, "hers");
        Claims.say(http, CHLOE, claim, "hers too");
        read(ALICE, 3);
        assertThat(counted(ALICE, conversation)).containsExactly(conversation + " 1 of 4 after 3");
        read(ALICE, 4);
        assertThat(counted(ALICE, conversation))
                .as("named, so listed though nothing is unread")
                .containsExactly(conversation + " 0 of 4 after 4");
        Claims.say(http, ALICE, claim, "mine");
        assertThat(counted(ALICE, conversation, conversation)).containsExactly(conversation + " 0 of 5 after 4");
        assertThat(unread(ALICE)).isZero();
    }

    @Test
    void countsOnlyWhereOneTakesPart() {
        assertThat(counted(BRUNO, conversation)).as("another customer's").isEmpty();
        assertThat(counted(CHLOE, conversation)).as("seen, but no part taken").isEmpty();
        assertThat(counted(ERIN, conversation)).as("another tenant's").isEmpty();
        assertThat(counted(ALICE, Claims.oldId())).as("nobody's").isEmpty();
    }

    @Test
    void refusesToCountTooManyOrWhatIsNoId() {
        String one = "conversationId=" + conversation;
        String path = "/api/v1/messages/unread-count?";
        String fifty = String.join("&", Collections.nCopies(50, one));
        assertThat(http.as(ALICE).get(path + fifty).status()).isEqualTo(200);
        assertThat(http.as(ALICE).get(path + fifty + "&" + one).status()).isEqualTo(400);
        assertThat(http.as(ALICE).get(path + "conversationId=all").status()).isEqualTo(400);
    }

    private List<String> counted(Cast who, UUID... named) {
        String query = Arrays.stream(named).map(id -> "conversationId=" + id).collect(Collectors.joining("&"));
        return http.as(who)
                .get("/api/v1/messages/unread-count?" + query)
                .json()
                .path("conversations")
                .valueStream()
                .map(row -> row.path("conversationId").asString()
                        + " " + row.path("unread").asLong()
                        + " of " + row.path("headSeq").asLong()
                        + " after " + row.path("upToSeq").asLong())
                .toList();
    }

    private long read(Cast who, long upToSeq) {
        return http.as(who)
                .post("/api/v1/conversations/" + conversation + "/read", Map.of("upToSeq", upToSeq))
                .json()
                .path("upToSeq")
                .asLong();
    }

    private long unread(Cast who) {
        JsonNode counts = http.as(who).get("/api/v1/messages/unread-count").json();
        return counts.path("conversations")
                .valueStream()
                .filter(row -> row.path("conversationId").asString().equals(conversation.toString()))
                .mapToLong(row -> row.path("unread").asLong())
                .sum();
    }
}
