package dev.parley.messaging.property;

import dev.parley.messaging.property.Talk.Text;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Every conversation and every text of a run, and the eyes that look at every answer: does it show what the person may
/// not see, or what is gone?
final class Ledger {
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final Pattern CONVERSATION = Pattern.compile("\"conversationId\":\"([0-9a-f-]{36})\"");
    private static final int BUSY = 503;
    private static final int MOST_TRIES = 8;

    private final String run = RUNS.incrementAndGet() + "x";
    private final Pattern canary = Pattern.compile("canari" + run + "\\d+z");
    private final Pattern word = Pattern.compile("wort" + run + "\\d+z");
    private final Map<String, Talk> byCanary = new ConcurrentHashMap<>();
    private final Map<UUID, Talk> byId = new ConcurrentHashMap<>();
    private final Map<String, Text> texts = new ConcurrentHashMap<>();
    private final AtomicInteger canaries = new AtomicInteger();
    private final AtomicInteger words = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();

    String newCanary() {
        return "canari" + run + canaries.incrementAndGet() + "z";
    }

    Text newText() {
        Text text = new Text("wort" + run + words.incrementAndGet() + "z");
        texts.put(text.word, text);
        return text;
    }

    void add(Talk talk) {
        byCanary.put(talk.canary, talk);
        byId.put(talk.id, talk);
    }

    Collection<Talk> talks() {
        return byId.values();
    }

    Collection<Text> texts() {
        return texts.values();
    }

    /// What the words of all texts look like.
    Pattern word() {
        return word;
    }

    int timesBusy() {
        return busy.get();
    }

    /// One request; again while the service says that it is busy. Never a 5xx, and nothing that is not for this person.
    Answer call(Person person, String method, String path, @Nullable Object body, @Nullable UUID key) {
        Http http = key == null ? person.http() : person.http().with("Idempotency-Key", key);
        for (int tried = 1; ; tried++) {
            long from = System.nanoTime();
            Answer answer = http.send(method, path, body);
            if (answer.status() == BUSY && tried < MOST_TRIES) {
                busy.incrementAndGet();
                continue;
            }
            String what = person + " " + method + " " + path + " " + body + " → " + answer;
            if (answer.status() >= 500) {
                throw new AssertionError(what);
            }
            look(person, answer.text(), from, System.nanoTime(), path.endsWith("/edits"), what);
            return answer;
        }
    }

    private void look(Person person, String text, long from, long to, boolean history, String what) {
        for (Matcher found = canary.matcher(text); found.find(); ) {
            mustSee(person, byCanary.get(found.group()), from, to, what);
        }
        for (Matcher found = CONVERSATION.matcher(text); found.find(); ) {
            mustSee(person, byId.get(UUID.fromString(found.group(1))), from, to, what);
        }
        for (Matcher found = word.matcher(text); found.find(); ) {
            Text said = texts.get(found.group());
            if (said != null && said.wasGoneAt(from) && (said.erased || !history)) {
                throw new AssertionError("shows " + found.group() + ", which is gone: " + what);
            }
        }
    }

    /// A conversation that the test has not entered yet is one that is being made.
    private static void mustSee(Person person, @Nullable Talk talk, long from, long to, String what) {
        if (talk != null && !talk.mightBeSeenBy(person, from, to)) {
            throw new AssertionError("shows " + talk + " to a stranger: " + what);
        }
    }
}
