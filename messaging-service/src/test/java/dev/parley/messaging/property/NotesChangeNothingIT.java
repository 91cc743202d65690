package dev.parley.messaging.property;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.messaging.Claims;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// The same schedule in two worlds, with staff's notes and without: every answer that a customer gets is the same to
/// the byte, status and headers included.
@ServiceTest(
        database = "messaging_notes",
        properties = {
            "messaging.conversation.projection-wait=0s",
            "spring.kafka.consumer.group-id=messaging-notes",
        })
@Import(NotesChangeNothingIT.CountedBeans.class)
class NotesChangeNothingIT {
    private static final int STEPS = 60;
    private static final List<Cast> CUSTOMERS = List.of(ALICE, BRUNO);
    private static final List<Cast> STAFF = List.of(CHLOE, KARIM, DIANE);

    @TestConfiguration(proxyBeanMethods = false)
    static class CountedBeans {
        @Bean
        CountedTime countedTime() {
            return new CountedTime();
        }
    }

    @Autowired
    Http http;

    @Autowired
    Topics topics;

    @Autowired
    JournalProbe journal;

    @Autowired
    TestDatabase database;

    @Autowired
    CountedTime time;

    private final List<UUID> claims = List.of(Claims.oldId(), Claims.oldId(), Claims.oldId());
    private final List<UUID> notes = new ArrayList<>();
    private final Map<Cast, Http> clients = new HashMap<>();

    @Test
    void letsACustomerSeeTheSameBytesWithNotesAndWithout() {
        for (Cast person : Cast.values()) {
            clients.put(person, http.as(person));
        }
        // Records of other tests are consumed before steps are counted.
        new ClaimsOwner(topics, journal).hearAllSoFar();
        long seed = new Random().nextLong();
        List<String> with = world(seed, true);
        assertThat(notes).hasSizeGreaterThan(STEPS / 2);
        assertThat(database.rows("select 1 from message m join conversation c on c.id = m.conversation_id"
                        + " where c.kind = 'INTERNAL' and m.kind = 'TEXT'"))
                .hasSameSizeAs(notes);
        List<String> without = world(seed, false);
        assertThat(with).hasSameSizeAs(without).hasSizeGreaterThan(STEPS * 10);
        for (int i = 0; i < with.size(); i++) {
            assertThat(with.get(i)).as("seed " + seed + ", answer " + i).isEqualTo(without.get(i));
        }
    }

    /// @return all that customers were answered
    private List<String> world(long seed, boolean withNotes) {
        forgetAll();
        Random random = new Random(seed);
        List<String> answers = new ArrayList<>();
        int noted = 0;
        for (int i = 0; i < claims.size(); i++) {
            time.step(i);
            UUID claim = claims.get(i);
            Cast customer = CUSTOMERS.get(i % CUSTOMERS.size());
            journal.awaitConsumed(topics.publish(Topic.CLAIM_EVENTS, claim, submitted(claim, customer)));
        }
        for (int step = claims.size(); step < STEPS; step++) {
            time.step(step);
            UUID claim = claims.get(random.nextInt(claims.size()));
            Cast customer = CUSTOMERS.get(claims.indexOf(claim) % CUSTOMERS.size());
            happen(random, step, claim, customer, answers);
            long aside = random.nextLong();
            if (withNotes) {
                time.aside(() -> note(new Random(aside), claim));
            }
            noted = Math.min(step - claims.size() + 1, Math.max(noted, notes.size()));
            for (Cast reader : CUSTOMERS) {
                look(reader, claim, notes.get(Math.min(noted, notes.size()) - 1), answers);
            }
        }
        return answers;
    }

    private void forgetAll() {
        database.execute("truncate claim, conversation, participant, message, read_position, read_mark, person, mute,"
                + " message_edit, reaction, message_words, scheduled_message, canned_reply, idempotency_key, journal,"
                + " consumed_event cascade");
    }

    private ClaimSubmitted submitted(UUID claim, Cast customer) {
        return new ClaimSubmitted(
                customer.tenant(),
                claim,
                "CLM-2026-000007",
                ConversationIds.ofClaim(claim),
                customer.userId(),
                customer.displayName(),
                customer.locale(),
                "Leak",
                "DAMAGE",
                time.begin());
    }

    /// Something that everybody in the claim's conversation may see.
    private void happen(Random random, int step, UUID claim, Cast customer, List<String> answers) {
        UUID conversation = ConversationIds.ofClaim(claim);
        Cast agent = STAFF.get(random.nextInt(STAFF.size()));
        switch (random.nextInt(6)) {
            case 0, 1 -> heard(customer, "POST", "/api/v1/messages", said(claim, "question of both " + step), answers);
            case 2, 3 -> {
                Answer said = clients.get(agent)
                        .with("Idempotency-Key", new UUID(step, 4))
                        .post("/api/v1/messages", said(claim, "answer of both " + step));
                assertThat(said.status()).as(said.toString()).isEqualTo(201);
            }
            case 4 -> heard(customer, "POST", "/api/v1/conversations/" + conversation + "/read", Map.of(), answers);
            default -> {
                Answer read = clients.get(agent).post("/api/v1/conversations/" + conversation + "/read", Map.of());
                assertThat(read.status()).isEqualTo(200);
            }
        }
    }

    /// What staff do among themselves.
    private void note(Random random, UUID claim) {
        UUID internal = ConversationIds.ofClaimNotes(claim);
        Http agent = clients.get(STAFF.get(random.nextInt(STAFF.size())));
        Answer noted = agent.with("Idempotency-Key", new UUID(random.nextLong(), 4))
                .post("/api/v1/messages", Map.of("conversationId", internal, "body", "suspicious secret of both"));
        assertThat(noted.status()).as(noted.toString()).isEqualTo(201);
        UUID note = Lane.id(noted);
        notes.add(note);
        List<Answer> more = new ArrayList<>();
        switch (random.nextInt(6)) {
            case 0 -> more.add(agent.put("/api/v1/messages/" + note + "/reactions/%F0%9F%91%8D", null));
            case 1 -> more.add(agent.post("/api/v1/conversations/" + internal + "/read", Map.of()));
            case 2 -> more.add(agent.get("/api/v1/messages/search?q=suspicious"));
            case 3 -> more.add(agent.patch("/api/v1/messages/" + note, Map.of("body", "edited secret of both")));
            case 4 -> more.add(agent.patch("/api/v1/conversations/" + internal, Map.of("title", "Secret title")));
            default -> {
                more.add(agent.delete("/api/v1/messages/" + note));
                more.add(agent.post("/api/v1/conversations/" + internal + "/archive"));
            }
        }
        assertThat(more).extracting(Answer::status).containsOnly(200);
    }

    private static Map<String, Object> said(UUID claim, String body) {
        return Map.of("claimId", claim, "body", body);
    }

    private void look(Cast reader, UUID claim, UUID note, List<String> answers) {
        UUID conversation = ConversationIds.ofClaim(claim);
        UUID internal = ConversationIds.ofClaimNotes(claim);
        for (String path : List.of(
                "/conversations",
                "/conversations?kind=INTERNAL",
                "/conversations?unread=true",
                "/conversations?claimId=" + claim,
                "/conversations?q=secret",
                "/messages/unread-count",
                "/messages/recent",
                "/messages/scheduled",
                "/messages/claim/" + claim,
                "/messages/search?q=suspicious",
                "/messages/search?q=both",
                "/messages/search?q=both&conversationId=" + internal,
                "/messages/" + note,
                "/messages/" + note + "/edits",
                "/conversations/" + conversation,
                "/conversations/" + conversation + "/entries",
                "/conversations/" + internal,
                "/conversations/" + internal + "/messages",
                "/conversations/" + internal + "/entries")) {
            heard(reader, "GET", "/api/v1" + path, null, answers);
        }
        Map<String, Object> cursors =
                Map.of(conversation.toString(), Map.of("seq", 1), internal.toString(), Map.of("seq", 0));
        heard(reader, "POST", "/api/v1/conversations/join", Map.of("claimId", claim, "afterSeq", 0), answers);
        heard(reader, "POST", "/api/v1/conversations/join", Map.of("conversationId", internal), answers);
        heard(reader, "POST", "/api/v1/conversations/sync", Map.of("cursors", cursors), answers);
        heard(reader, "POST", "/api/v1/conversations/sync", Map.of(), answers);
        heard(reader, "POST", "/api/v1/conversations/" + internal + "/read", Map.of(), answers);
        heard(reader, "POST", "/api/v1/conversations/" + internal + "/archive", null, answers);
        heard(reader, "PATCH", "/api/v1/conversations/" + internal, Map.of("title", "x"), answers);
        heard(reader, "PATCH", "/api/v1/messages/" + note + "/read", null, answers);
        heard(reader, "PATCH", "/api/v1/messages/" + note, Map.of("body", "x"), answers);
        heard(reader, "DELETE", "/api/v1/messages/" + note, null, answers);
        heard(reader, "PUT", "/api/v1/messages/" + note + "/reactions/%F0%9F%91%8D", null, answers);
        heard(reader, "POST", "/api/v1/messages", Map.of("conversationId", internal, "body", "x"), answers);
        heard(
                reader,
                "POST",
                "/api/v1/messages",
                Map.of("claimId", claim, "body", "reply", "replyToId", note),
                answers);
    }

    private void heard(Cast who, String method, String path, @Nullable Object body, List<String> answers) {
        Http client = clients.getOrDefault(who, http);
        Answer answer = client.send(method, path, body);
        Map<String, List<String>> headers =
                new TreeMap<>(answer.response().headers().map());
        headers.remove("date");
        assertThat(answer.status()).as(path + " " + answer).isLessThan(500);
        answers.add(who + " " + method + " " + path + " " + body + "\n" + answer.status() + "\n"
                + headers.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n")) + "\n"
                + answer.text());
    }
}
