package dev.parley.messaging.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.messaging.property.Talk.Said;
import dev.parley.testkit.Http.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// What people look at, and how far they say that they have read.
final class LaneReads {
    private final Random random;
    private final Ledger ledger;

    LaneReads(Random random, Ledger ledger) {
        this.random = random;
        this.ledger = ledger;
    }

    /// Forward, backward, beyond the head, or up to a message.
    void move(Talk talk, Person person) {
        switch (random.nextInt(4)) {
            case 0 -> moveTo(talk, person, random.nextInt(60));
            case 1 -> moveTo(talk, person, Integer.MAX_VALUE);
            case 2 -> {
                if (!talk.said.isEmpty()) {
                    Said said = talk.said.get(random.nextInt(talk.said.size()));
                    moved(talk, person, "PATCH", "/api/v1/messages/" + said.id + "/read", Map.of());
                }
            }
            default -> moved(talk, person, "POST", "/api/v1/conversations/" + talk.id + "/read", Map.of());
        }
    }

    void moveTo(Talk talk, Person person, long upToSeq) {
        moved(talk, person, "POST", "/api/v1/conversations/" + talk.id + "/read", Map.of("upToSeq", upToSeq));
    }

    private void moved(Talk talk, Person person, String method, String path, Map<String, Object> body) {
        boolean sees = talk.isSeenBy(person);
        AtomicLong known = talk.position(person);
        long before = known.get();
        Answer answer = ledger.call(person, method, path, body, null);
        Lane.expect(answer, sees ? 200 : 404);
        if (answer.status() == 200) {
            long now = answer.json().path("upToSeq").asLong();
            assertThat(now)
                    .as("position of " + person + " in " + talk + " fell")
                    .isGreaterThanOrEqualTo(before);
            known.accumulateAndGet(now, Math::max);
        }
    }

    void look(Talk talk, Person person, List<Talk> talks) {
        String conversation = "/api/v1/conversations/" + talk.id;
        boolean sees = talk.isSeenBy(person);
        switch (random.nextInt(11)) {
            case 0 -> get(person, "/api/v1/conversations?limit=" + (1 + random.nextInt(20)), true);
            case 1 -> get(person, conversation, sees);
            case 2 -> get(person, conversation + "/messages?limit=" + (1 + random.nextInt(50)), sees);
            case 3 -> get(person, conversation + "/entries?afterSeq=" + random.nextInt(60), sees);
            case 4 -> get(person, "/api/v1/messages/unread-count", true);
            case 5 -> get(person, "/api/v1/messages/recent", true);
            case 6 -> get(person, "/api/v1/messages/search?q=" + searched(talk), true);
            case 7 -> join(talk, person, sees);
            case 8 -> sync(person, talks);
            case 9 -> message(talk, person, sees);
            default -> get(person, "/api/v1/messages/search?q=" + searched(talk) + "&conversationId=" + talk.id, sees);
        }
    }

    private String searched(Talk talk) {
        if (!talk.said.isEmpty() && random.nextBoolean()) {
            Said said = talk.said.get(random.nextInt(talk.said.size()));
            return said.versions.get(random.nextInt(said.versions.size())).word;
        }
        return random.nextBoolean() ? talk.canary : "leak";
    }

    private void join(Talk talk, Person person, boolean sees) {
        Map<String, Object> body = Map.of("conversationId", talk.id, "afterSeq", random.nextInt(60));
        Answer answer = ledger.call(person, "POST", "/api/v1/conversations/join", body, null);
        Lane.expect(answer, sees ? 200 : 404);
    }

    private void sync(Person person, List<Talk> talks) {
        Map<String, Object> cursors = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            Talk held = talks.get(random.nextInt(talks.size()));
            cursors.put(held.id.toString(), Map.of("seq", random.nextInt(60)));
        }
        Lane.expect(ledger.call(person, "POST", "/api/v1/conversations/sync", Map.of("cursors", cursors), null), 200);
    }

    private void message(Talk talk, Person person, boolean sees) {
        if (talk.said.isEmpty()) {
            return;
        }
        String path = "/api/v1/messages/" + talk.said.get(random.nextInt(talk.said.size())).id;
        get(person, path, sees);
        Lane.expect(
                ledger.call(person, "GET", path + "/edits", null, null), !sees ? 404 : person.isStaff() ? 200 : 403);
    }

    private void get(Person person, String path, boolean sees) {
        Lane.expect(ledger.call(person, "GET", path, null, null), sees ? 200 : 404);
    }
}
