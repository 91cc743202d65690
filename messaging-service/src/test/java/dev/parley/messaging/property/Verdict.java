package dev.parley.messaging.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Topic;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.JournalProbe.Appended;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.Topics;
import dev.parley.testkit.Topics.Published;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// What must hold when a schedule is over.
final class Verdict {
    private final Ledger ledger;
    private final List<Person> people;
    private final Topics topics;
    private final JournalProbe journal;
    private final TestDatabase database;

    Verdict(Ledger ledger, List<Person> people, Topics topics, JournalProbe journal, TestDatabase database) {
        this.ledger = ledger;
        this.people = people;
        this.topics = topics;
        this.journal = journal;
        this.database = database;
    }

    void check() {
        Map<UUID, List<Appended>> logs = journal.all().stream()
                .filter(row -> row.topic().equals(Topic.CONVERSATION_EVENTS.topicName()))
                .filter(row -> ledger.talks().stream().anyMatch(talk -> talk.id.equals(row.key())))
                .collect(Collectors.groupingBy(Appended::key));
        logs.values().forEach(log -> log.sort(java.util.Comparator.comparing(Appended::seq)));
        assertThat(logs.keySet())
                .isEqualTo(ledger.talks().stream().map(talk -> talk.id).collect(Collectors.toSet()));
        Map<UUID, List<JsonNode>> entries = new HashMap<>();
        for (Talk talk : ledger.talks()) {
            List<Appended> log = logs.getOrDefault(talk.id, List.of());
            isDense(talk, log);
            for (Person reader : readers(talk)) {
                entries.put(talk.id, readsAlike(talk, reader, log));
            }
        }
        isPublished(logs);
        receiptsRise();
        people.forEach(person -> countsAlike(person, entries));
        goneIsGone();
    }

    /// One of those who may see it of each role.
    private Collection<Person> readers(Talk talk) {
        return people.stream()
                .filter(talk::isSeenBy)
                .collect(Collectors.toMap(Person::isStaff, person -> person, (one, _) -> one))
                .values();
    }

    private void isDense(Talk talk, List<Appended> log) {
        assertThat(log)
                .extracting(Appended::seq)
                .as("seq of " + talk)
                .isEqualTo(LongStream.rangeClosed(1, log.size()).boxed().toList());
        assertThat(database.rows("select last_seq from conversation where id = ?", talk.id))
                .extracting(row -> row.get("last_seq"))
                .containsExactly((long) log.size());
    }

    private List<JsonNode> readsAlike(Talk talk, Person reader, List<Appended> log) {
        String path = "/api/v1/conversations/" + talk.id;
        List<JsonNode> entries = pages(reader, path + "/entries", 100);
        assertThat(seqs(entries))
                .as("entries of " + talk)
                .isEqualTo(log.stream().map(Appended::seq).toList());
        List<Long> messages = log.stream()
                .filter(row -> row.type().equals("message.sent.v1"))
                .map(Appended::seq)
                .toList();
        assertThat(seqs(pages(reader, path + "/messages", 50)))
                .as("messages of " + talk)
                .isEqualTo(messages);
        assertThat(seqs(entries.stream()
                        .filter(entry -> entry.path("type").asString().equals("new_message"))
                        .toList()))
                .isEqualTo(messages);
        return entries;
    }

    private List<JsonNode> pages(Person reader, String path, int limit) {
        List<JsonNode> all = new ArrayList<>();
        while (true) {
            long after = all.isEmpty() ? 0 : all.getLast().path("seq").asLong();
            List<JsonNode> page = ok(reader, path + "?limit=" + limit + "&afterSeq=" + after)
                    .path("items")
                    .valueStream()
                    .toList();
            all.addAll(page);
            if (page.size() < limit) {
                return all;
            }
        }
    }

    private JsonNode ok(Person reader, String path) {
        Answer answer = ledger.call(reader, "GET", path, null, null);
        Lane.expect(answer, 200);
        return answer.json();
    }

    private static List<Long> seqs(List<JsonNode> items) {
        return items.stream().map(item -> item.path("seq").asLong()).toList();
    }

    /// On the topic a record may come twice, but first in the order of the log.
    private void isPublished(Map<UUID, List<Appended>> logs) {
        Map<String, List<UUID>> wanted = new TreeMap<>();
        logs.forEach((key, log) ->
                wanted.put(key.toString(), log.stream().map(Appended::id).toList()));
        Awaitility.await("the topic says what the journal says")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(firsts(Topic.CONVERSATION_EVENTS, wanted.keySet()))
                        .isEqualTo(wanted));
    }

    private Map<String, List<UUID>> firsts(Topic topic, Set<String> keys) {
        Map<String, List<UUID>> firsts = new TreeMap<>();
        topics.read(topic).stream()
                .filter(record -> keys.contains(record.key()))
                .collect(Collectors.groupingBy(Published::key, LinkedHashMap::new, Collectors.toList()))
                .forEach((key, records) -> firsts.put(
                        key, records.stream().map(Published::id).distinct().toList()));
        return firsts;
    }

    private void receiptsRise() {
        Set<String> keys =
                ledger.talks().stream().map(talk -> talk.id.toString()).collect(Collectors.toSet());
        Set<UUID> appended = journal.all().stream()
                .filter(row -> row.topic().equals(Topic.RECEIPT_EVENTS.topicName()))
                .filter(row -> keys.contains(row.key().toString()))
                .map(Appended::id)
                .collect(Collectors.toSet());
        Awaitility.await("every receipt is published")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(firsts(Topic.RECEIPT_EVENTS, keys).values().stream()
                                .flatMap(List::stream)
                                .collect(Collectors.toSet()))
                        .isEqualTo(appended));
        Map<String, Long> positions = new HashMap<>();
        Map<UUID, Published> once = new LinkedHashMap<>();
        topics.read(Topic.RECEIPT_EVENTS).stream()
                .filter(record -> keys.contains(record.key()))
                .forEach(record -> once.putIfAbsent(record.id(), record));
        once.values().forEach(record -> {
            String reader = record.key() + " " + record.json().path("userId").asString();
            long upTo = record.json().path("upToSeq").asLong();
            assertThat(upTo).as("receipts of " + reader).isGreaterThan(positions.getOrDefault(reader, 0L));
            positions.put(reader, upTo);
        });
        assertThat(database.rows("select conversation_id, user_id, up_to_seq from read_position"))
                .filteredOn(row -> keys.contains(String.valueOf(row.get("conversation_id"))))
                .allSatisfy(row -> assertThat(row.get("up_to_seq"))
                        .isEqualTo(positions.get(row.get("conversation_id") + " " + row.get("user_id"))));
    }

    /// The recount: messages of others after one's position, that are not taken back.
    private void countsAlike(Person person, Map<UUID, List<JsonNode>> entries) {
        Map<String, Long> listed = new TreeMap<>();
        Map<String, Long> own = new TreeMap<>();
        String cursor = "";
        do {
            JsonNode page = ok(person, "/api/v1/conversations?limit=100" + cursor);
            for (JsonNode item : page.path("items")) {
                String id = item.path("id").asString();
                listed.put(id, item.path("unread").asLong());
                boolean takesPart = item.path("participants")
                        .valueStream()
                        .anyMatch(one -> one.path("userId")
                                .asString()
                                .equals(person.userId().toString()));
                if (takesPart && item.path("unread").asLong() > 0) {
                    own.put(id, item.path("unread").asLong());
                }
            }
            cursor = page.path("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("nextCursor").asString();
        } while (!cursor.isEmpty());
        Map<String, Long> recount = new TreeMap<>();
        for (Talk talk : ledger.talks()) {
            if (talk.isSeenBy(person)) {
                recount.put(talk.id.toString(), unread(person, talk, entries.getOrDefault(talk.id, List.of())));
            }
        }
        listed.keySet()
                .retainAll(
                        ledger.talks().stream().map(talk -> talk.id.toString()).toList());
        assertThat(listed).as("unread in the list of " + person).isEqualTo(recount);
        JsonNode counts = ok(person, "/api/v1/messages/unread-count");
        Map<String, Long> counted = new TreeMap<>();
        counts.path("conversations")
                .forEach(one -> counted.put(
                        one.path("conversationId").asString(),
                        one.path("unread").asLong()));
        own.keySet().forEach(id -> assertThat(counted).containsEntry(id, own.get(id)));
        assertThat(counts.path("total").asLong())
                .as("total of " + person)
                .isEqualTo(counted.values().stream().mapToLong(Long::longValue).sum());
        counted.keySet().retainAll(recount.keySet());
        own.keySet().retainAll(recount.keySet());
        assertThat(counted).as("unread-count of " + person).isEqualTo(own);
    }

    private long unread(Person person, Talk talk, List<JsonNode> entries) {
        long position = position(person, talk);
        return entries.stream()
                .filter(entry -> entry.path("type").asString().equals("new_message"))
                .map(entry -> entry.path("data"))
                .filter(message -> message.path("kind").asString().equals("TEXT"))
                .filter(message -> message.path("withdrawnAt").isNull())
                .filter(message -> !message.path("senderId")
                        .asString()
                        .equals(person.userId().toString()))
                .filter(message -> message.path("seq").asLong() > position)
                .count();
    }

    private long position(Person person, Talk talk) {
        Map<String, Object> body = Map.of("conversationId", talk.id);
        Answer joined = ledger.call(person, "POST", "/api/v1/conversations/join", body, null);
        Lane.expect(joined, 200);
        long position = joined.json()
                .path("readPositions")
                .valueStream()
                .filter(one ->
                        one.path("userId").asString().equals(person.userId().toString()))
                .mapToLong(one -> one.path("upToSeq").asLong())
                .findFirst()
                .orElse(0);
        assertThat(position)
                .as("position of " + person + " in " + talk)
                .isGreaterThanOrEqualTo(talk.position(person).get());
        return position;
    }

    /// What was erased, or cancelled before it was sent, stands in no row of any table; what was withdrawn is found by
    /// nobody.
    private void goneIsGone() {
        List<String> erased = ledger.texts().stream()
                .filter(text -> text.erased)
                .map(text -> text.word)
                .toList();
        assertThat(erased).isNotEmpty();
        Set<String> words = Set.copyOf(erased);
        for (String name : Tables.all(database)) {
            database.rows("select t::text as text from \"" + name + "\" t where t::text like '%wort%'").stream()
                    .map(row -> String.valueOf(row.get("text")))
                    .forEach(row -> {
                        for (Matcher word = ledger.word().matcher(row); word.find(); ) {
                            assertThat(words.contains(word.group()))
                                    .as("erased text in " + name + ": " + row)
                                    .isFalse();
                        }
                    });
        }
        ledger.texts().stream().filter(Talk.Text::isGone).limit(40).forEach(text -> {
            for (Person person : List.of(people.getFirst(), people.get(4))) {
                assertThat(ok(person, "/api/v1/messages/search?q=" + text.word).path("items"))
                        .as(text.word + " is gone, and found")
                        .isEmpty();
            }
        });
    }
}
