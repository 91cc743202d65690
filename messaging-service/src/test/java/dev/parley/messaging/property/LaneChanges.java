package dev.parley.messaging.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.messaging.property.Talk.Said;
import dev.parley.messaging.property.Talk.Text;
import dev.parley.testkit.Http.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// What people do with messages that were said.
final class LaneChanges {
    private static final List<String> EMOJIS = List.of("👍", "❤️", "🎉", "😀");

    private final Random random;
    private final List<Person> people;
    private final Ledger ledger;

    LaneChanges(Random random, List<Person> people, Ledger ledger) {
        this.random = random;
        this.people = people;
        this.ledger = ledger;
    }

    void repeat(Talk talk) {
        if (talk.said.isEmpty()) {
            return;
        }
        Said said = pick(talk.said);
        if (!talk.isSeenBy(said.sender)) {
            return;
        }
        boolean other = random.nextInt(3) == 0;
        Map<String, Object> body = new HashMap<>(Map.of("conversationId", talk.id, "body", said.sent));
        if (other) {
            body.put("body", Lane.text(talk, ledger.newText()));
        }
        Answer answer = ledger.call(said.sender, "POST", "/api/v1/messages", body, said.key);
        // A reply is another content than the same words without it.
        if (other || answer.status() != 201) {
            assertThat(answer.problem()).as(answer.toString()).isEqualTo("idempotency-key-reused");
        } else {
            assertThat(Lane.id(answer)).isEqualTo(said.id);
            assertThat(answer.header("Idempotency-Replayed")).contains("true");
        }
    }

    void edit(Talk talk) {
        if (talk.said.isEmpty()) {
            return;
        }
        Said said = pick(talk.said);
        Person caller = random.nextInt(5) == 0 ? people() : said.sender;
        Text text = ledger.newText();
        said.versions.add(text);
        Answer answer = ledger.call(
                caller, "PATCH", "/api/v1/messages/" + said.id, Map.of("body", Lane.text(talk, text)), null);
        boolean own = caller.equals(said.sender);
        Lane.expect(answer, !talk.isSeenBy(caller) ? 404 : !own ? 403 : said.withdrawn ? 409 : 200);
        if (answer.status() != 200) {
            text.gone(true);
        }
    }

    void withdraw(Talk talk) {
        if (talk.said.isEmpty()) {
            return;
        }
        Said said = pick(talk.said);
        Person caller = random.nextInt(3) == 0 ? people() : said.sender;
        boolean own = caller.equals(said.sender);
        Answer answer = ledger.call(caller, "DELETE", "/api/v1/messages/" + said.id + "?reason=unkind", null, null);
        Lane.expect(answer, !talk.isSeenBy(caller) ? 404 : own || caller.isStaff() ? 200 : 403);
        if (answer.status() == 200) {
            said.gone(false);
        }
    }

    void erase(Talk talk) {
        if (talk.said.isEmpty()) {
            return;
        }
        Said said = pick(talk.said);
        Person caller = random.nextInt(4) == 0
                ? people()
                : pick(people.stream().filter(Person::isAdmin).toList());
        Answer answer = ledger.call(caller, "DELETE", "/api/v1/messages/" + said.id + "?hard=true", null, null);
        Lane.expect(answer, !talk.isSeenBy(caller) ? 404 : caller.isAdmin() ? 200 : 403);
        if (answer.status() == 200) {
            said.gone(true);
        }
    }

    void react(Talk talk) {
        if (talk.said.isEmpty()) {
            return;
        }
        Said said = pick(talk.said);
        Person caller = people();
        boolean adds = random.nextInt(3) > 0;
        String emoji = URLEncoder.encode(pick(EMOJIS), StandardCharsets.UTF_8);
        Answer answer = ledger.call(
                caller, adds ? "PUT" : "DELETE", "/api/v1/messages/" + said.id + "/reactions/" + emoji, null, null);
        Lane.expect(answer, !talk.isSeenBy(caller) ? 404 : adds && said.withdrawn ? 409 : 200);
    }

    private Person people() {
        return pick(people);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
