package dev.parley.systemtest.load;

import dev.parley.contracts.CloudEventHeaders;
import dev.parley.contracts.Topic;
import dev.parley.systemtest.client.Person;
import dev.parley.systemtest.history.History.Stored;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the places that show conversations say at the end. The log is the measure; the others must
/// agree with it.
public final class Surfaces {

    private static final int PAGE = 100;
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, List<Stored>> log = new LinkedHashMap<>();

    /// @param reader somebody who may see all of them
    public Surfaces(Person reader, List<String> conversations) {
        for (String conversation : conversations) {
            log.put(conversation, readLog(reader, conversation));
        }
    }

    /// Per conversation, from `GET /conversations/{id}/entries`.
    public Map<String, List<Stored>> log() {
        return log;
    }

    long head(String conversation) {
        return log.getOrDefault(conversation, List.of()).stream()
                .mapToLong(Stored::seq)
                .max()
                .orElse(0);
    }

    /// The messages among the entries: what lists of messages must show.
    public List<Stored> messages(String conversation) {
        return log.getOrDefault(conversation, List.of()).stream()
                .filter(entry -> !entry.text().isEmpty())
                .toList();
    }

    /// From `GET /messages/claim/{id}`.
    public static List<Stored> messageList(Person reader, String claim) {
        var all = new ArrayList<Stored>();
        long after = 0;
        while (true) {
            JsonNode items = reader.get("/messages/claim/" + claim + "?limit=" + PAGE + "&afterSeq=" + after)
                    .expect(200)
                    .path("items");
            items.forEach(message -> all.add(stored(message)));
            if (items.size() < PAGE) {
                return all;
            }
            after = all.getLast().seq();
        }
    }

    /// From `GET /admin/messages`, whose projection may lag.
    public static List<Stored> adminList(Person admin, String claim) {
        var all = new ArrayList<Stored>();
        String cursor = "";
        while (true) {
            JsonNode page = admin.get("/admin/messages?limit=" + PAGE + "&claimId=" + claim + cursor)
                    .expect(200);
            page.path("items").forEach(message -> all.add(stored(message)));
            String next = page.path("nextCursor").asString("");
            if (next.isEmpty()) {
                all.sort(Comparator.comparingLong(Stored::seq));
                return all;
            }
            cursor = "&cursor=" + next;
        }
    }

    /// From the topic, read from its beginning. A record that was published again (same event id)
    /// counts once, at its first place.
    public static Map<String, List<Stored>> topic(String bootstrap) {
        var conversations = new LinkedHashMap<String, List<Stored>>();
        var seen = new HashSet<String>();
        try (var consumer = new KafkaConsumer<String, byte[]>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class))) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.CONVERSATION_EVENTS.topicName()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (seen.add(header(record, CloudEventHeaders.ID))) {
                        conversations
                                .computeIfAbsent(record.key(), _ -> new ArrayList<>())
                                .add(stored(JsonMapper.shared().readTree(record.value())));
                    }
                }
            }
        }
        return conversations;
    }

    private static List<Stored> readLog(Person reader, String conversation) {
        var all = new ArrayList<Stored>();
        long after = 0;
        while (true) {
            JsonNode items = reader.get(
                            "/conversations/" + conversation + "/entries?limit=" + PAGE + "&afterSeq=" + after)
                    .expect(200)
                    .path("items");
            items.forEach(entry -> all.add(new Stored(
                    entry.path("seq").asLong(),
                    entry.path("data").path("clientKey").asString(""),
                    entry.path("data").path("body").asString(""),
                    entry.path("data").path("senderId").asString(""))));
            if (items.size() < PAGE) {
                return all;
            }
            after = all.getLast().seq();
        }
    }

    private static Stored stored(JsonNode message) {
        return new Stored(
                message.path("seq").asLong(),
                message.path("clientKey").asString(""),
                message.path("body").asString(""),
                message.path("senderId").asString(""));
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
