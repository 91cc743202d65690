package dev.parley.journalservice;

import static dev.parley.journalservice.JournalService.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.journal.DeadLetter;
import dev.parley.journal.DeadLetters;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.Topics;
import dev.parley.testkit.Topics.Published;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest(database = "consume")
class ConsumeIT {
    private static final Topic TOPIC = Topic.CONVERSATION_EVENTS;
    private static final String DEAD_LETTER_TOPIC = TOPIC.deadLetterTopic("messaging-service");

    @Autowired
    Topics topics;

    @Autowired
    JournalProbe probe;

    @Autowired
    TestDatabase database;

    @Autowired
    DeadLetters deadLetters;

    private final UUID conversation = UUID.randomUUID();

    @Test
    void handlesARepeatedEventOnce() {
        MessageSent sent = message("acme", conversation, 1, "once");
        UUID event = topics.publish(TOPIC, conversation, sent);
        for (int i = 0; i < 5; i++) {
            topics.publish(TOPIC, conversation, sent, event);
        }
        probe.awaitConsumed(topics.publish(TOPIC, conversation, message("acme", conversation, 2, "next")));

        assertThat(effects(conversation)).containsExactly("once", "next");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void comesToTheSameStateWhenEverythingArrivesThreeTimesAndShuffled(long seed) {
        List<UUID> conversations =
                IntStream.range(0, 5).mapToObj(_ -> UUID.randomUUID()).toList();
        Map<UUID, MessageSent> clean = new LinkedHashMap<>();
        for (UUID one : conversations) {
            for (int seq = 1; seq <= 20; seq++) {
                String tenant = conversations.indexOf(one) % 2 == 0 ? "acme" : "globex";
                clean.put(UUID.randomUUID(), message(tenant, one, seq, "m" + seq));
            }
        }
        List<UUID> deliveries = new ArrayList<>();
        IntStream.range(0, 3).forEach(_ -> deliveries.addAll(clean.keySet()));
        Random random = new Random(seed);
        for (int from = 0; from < deliveries.size(); from += 50) {
            Collections.shuffle(deliveries.subList(from, Math.min(from + 50, deliveries.size())), random);
        }

        deliveries.forEach(id -> {
            MessageSent sent = clean.get(id);
            topics.publish(TOPIC, sent.conversationId(), sent, id);
        });
        clean.keySet().forEach(probe::awaitConsumed);

        for (UUID one : conversations) {
            assertThat(effects(one))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 20)
                            .mapToObj(seq -> "m" + seq)
                            .toList());
        }
        assertThat(database.rows("select 1 from dead_letter where key = any(?)", (Object)
                        conversations.stream().map(UUID::toString).toArray(String[]::new)))
                .isEmpty();
    }

    @Test
    void parksOnlyTheKeyOfAPoisonRecordAndReplaysToTheCleanResult() {
        UUID other = UUID.randomUUID();
        String poison = "poison " + conversation;
        JournalService.POISON.add(poison);
        topics.publish(TOPIC, conversation, message("acme", conversation, 1, "before"));
        topics.publish(TOPIC, conversation, message("acme", conversation, 2, poison));
        topics.publish(TOPIC, conversation, message("acme", conversation, 3, "after"));
        topics.publish(TOPIC, conversation, message("acme", conversation, 4, "after that"));
        UUID free = topics.publish(TOPIC, other, message("globex", other, 1, "free"));

        probe.awaitConsumed(free);
        awaitDeadLetters(conversation.toString(), 3);
        assertThat(effects(conversation)).containsExactly("before");
        assertThat(effects(other)).containsExactly("free");
        assertThat(waiting(conversation.toString()))
                .extracting(DeadLetter::failure)
                .containsExactly("java.lang.IllegalArgumentException", "KeyIsParked", "KeyIsParked");

        long id = waiting(conversation.toString()).getLast().id();
        assertThat(deadLetters.replay(id))
                .isEqualTo(new DeadLetters.Replay(0, 3, "java.lang.IllegalArgumentException"));
        assertThat(effects(conversation))
                .as("a replay that fails changes nothing")
                .containsExactly("before");

        JournalService.POISON.remove(poison);
        assertThat(deadLetters.replay(id)).isEqualTo(new DeadLetters.Replay(3, 0, null));
        assertThat(effects(conversation)).containsExactly("before", poison, "after", "after that");

        probe.awaitConsumed(topics.publish(TOPIC, conversation, message("acme", conversation, 5, "flows again")));
        assertThat(effects(conversation)).endsWith("flows again");
    }

    @Test
    void copiesADeadLetterWithoutAWordOfItsContentInTheHeaders() {
        String poison = "poison and secret " + conversation;
        JournalService.POISON.add(poison);
        MessageSent sent = message("acme", conversation, 1, poison);
        UUID event = UUID.randomUUID();
        Map<String, byte[]> headers = Topics.headersOf(event, sent, conversation);
        headers.put("x-foreign", poison.getBytes(UTF_8));
        topics.publish(TOPIC.topicName(), conversation.toString(), headers, bytes(sent));

        Published copy = await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(
                        () -> topics.read(DEAD_LETTER_TOPIC).stream()
                                .filter(one -> one.key().equals(conversation.toString()))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();

        assertThat(copy.json().path("body").asString()).isEqualTo(poison);
        assertThat(copy.id()).isEqualTo(event);
        assertThat(copy.headers())
                .containsEntry("parley-failure", "java.lang.IllegalArgumentException")
                .doesNotContainKey("x-foreign");
        assertThat(String.join(" ", copy.headers().values())).doesNotContain("secret");
        assertThat(database.rows("select failure from dead_letter where key = ?", conversation.toString()))
                .noneSatisfy(row -> assertThat(row.toString()).contains("secret"));
    }

    @Test
    void discardsALetterForGoodAndLetsTheKeyFlow() {
        String poison = "poison " + conversation;
        JournalService.POISON.add(poison);
        MessageSent sent = message("acme", conversation, 1, poison);
        UUID event = topics.publish(TOPIC, conversation, sent);
        awaitDeadLetters(conversation.toString(), 1);
        long id = waiting(conversation.toString()).getFirst().id();

        deadLetters.discard(id);
        JournalService.POISON.remove(poison);
        topics.publish(TOPIC, conversation, sent, event);
        probe.awaitConsumed(topics.publish(TOPIC, conversation, message("acme", conversation, 2, "next")));

        assertThat(effects(conversation)).as("a repeat of what was given up").containsExactly("next");
        assertThatThrownBy(() -> deadLetters.discard(id)).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_time", "ce_tenant", "ce_specversion", "ce_type"})
    void refusesARecordWithoutOneOfItsHeaders(String missing) {
        MessageSent sent = message("acme", conversation, 1, "no " + missing);
        publishForged(sent, headers -> headers.remove(missing));
        awaitDeadLetters(conversation.toString(), 1);
        assertThat(effects(conversation)).isEmpty();
    }

    @Test
    void refusesARecordWhoseHeaderNamesAnotherTenantThanItsPayload() {
        publishForged(
                message("acme", conversation, 1, "mine"),
                headers -> headers.put("ce_tenant", "globex".getBytes(UTF_8)));
        awaitDeadLetters(conversation.toString(), 1);
        assertThat(waiting(conversation.toString()))
                .extracting(DeadLetter::failure)
                .containsExactly("TenantOfHeaderIsNotThatOfPayload");
        assertThat(effects(conversation)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "{", "[]", "null", "{\"tenant\":\"acme\",\"seq\":\"x\"}", "\u0000"})
    void keepsWhatItCannotRead(String value) {
        Map<String, byte[]> headers =
                Topics.headersOf(UUID.randomUUID(), message("acme", conversation, 1, ""), conversation);
        topics.publish(TOPIC.topicName(), conversation.toString(), headers, value.getBytes(UTF_8));
        awaitDeadLetters(conversation.toString(), 1);
        assertThat(database.rows("select value from dead_letter where key = ?", conversation.toString()))
                .satisfiesExactly(row -> assertThat((byte[]) row.get("value")).isEqualTo(value.getBytes(UTF_8)));
    }

    @Test
    void keepsRecordsWithoutAUsableKey() {
        MessageSent sent = message("acme", conversation, 1, "no key");
        UUID first = UUID.randomUUID();
        topics.publish(TOPIC.topicName(), null, Topics.headersOf(first, sent, conversation), "broken".getBytes(UTF_8));
        String strange = "\u0000" + "k".repeat(5_000) + conversation;
        UUID second = UUID.randomUUID();
        topics.publish(
                TOPIC.topicName(), strange, Topics.headersOf(second, sent, conversation), "broken".getBytes(UTF_8));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                database.rows("select key from dead_letter where event_id = any(?)", (Object)
                                        new UUID[] {first, second}))
                        .extracting(row -> row.get("key").toString().substring(0, 5))
                        .containsExactlyInAnyOrder("(no k", "(sha-"));
    }

    @Test
    void passesByATypeOfALaterVersion() {
        publishForged(
                message("acme", conversation, 1, "future"),
                headers -> headers.put("ce_type", "message.sent.v9".getBytes(UTF_8)));
        probe.awaitConsumed(topics.publish(TOPIC, conversation, message("acme", conversation, 2, "present")));
        assertThat(effects(conversation)).containsExactly("present");
        assertThat(waiting(conversation.toString())).isEmpty();
    }

    private void publishForged(MessageSent sent, Consumer<Map<String, byte[]>> forgery) {
        Map<String, byte[]> headers = Topics.headersOf(UUID.randomUUID(), sent, conversation);
        forgery.accept(headers);
        topics.publish(TOPIC.topicName(), conversation.toString(), headers, bytes(sent));
    }

    private static byte[] bytes(MessageSent sent) {
        return tools.jackson.databind.json.JsonMapper.shared().writeValueAsBytes(sent);
    }

    private List<String> effects(UUID key) {
        return database.rows("select body from effect where key = ? order by n", key).stream()
                .map(row -> (String) row.get("body"))
                .toList();
    }

    private List<DeadLetter> waiting(String key) {
        return deadLetters.waiting(10_000).stream()
                .filter(letter -> letter.key().equals(key))
                .toList();
    }

    private void awaitDeadLetters(String key, long count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> probe.deadLetters(key) == count);
    }
}
