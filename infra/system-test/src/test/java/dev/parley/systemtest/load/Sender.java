package dev.parley.systemtest.load;

import dev.parley.systemtest.client.Answer;
import dev.parley.systemtest.client.Person;
import dev.parley.systemtest.history.Canary;
import dev.parley.systemtest.history.History;
import dev.parley.systemtest.history.History.Acknowledged;
import dev.parley.systemtest.history.History.Invoked;
import dev.parley.systemtest.history.History.Refused;
import dev.parley.systemtest.history.History.Unknown;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One person who writes one message after the other at a steady pace. What is unknown is tried
/// again with the same key until it is known.
final class Sender implements Runnable {

    private static final Duration PAUSE = Duration.ofMillis(250);

    /// What a busy Parley asks for (`Retry-After`).
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private static final Duration GIVE_UP = Duration.ofSeconds(120);

    private final Person person;
    private final Talk talk;
    private final History history;
    private final Duration pace;
    private final CountDownLatch stop;
    private final String process;

    Sender(Person person, Talk talk, History history, Duration pace, CountDownLatch stop) {
        this.person = person;
        this.talk = talk;
        this.history = history;
        this.pace = pace;
        this.stop = stop;
        this.process = person + " in " + talk.claimId();
    }

    @Override
    public void run() {
        try {
            long next = System.nanoTime();
            while (!stop.await(Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                next = Math.max(next + pace.toNanos(), System.nanoTime());
                send(UUID.randomUUID());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(UUID key) throws InterruptedException {
        String text = Canary.text("says " + key, List.of(talk.conversationId()));
        long deadline = System.nanoTime() + GIVE_UP.toNanos();
        var pause = new CountDownLatch(1);
        long millis = PAUSE.toMillis();
        while (!attempt(key, text) && System.nanoTime() < deadline) {
            pause.await(millis, TimeUnit.MILLISECONDS);
            millis = Math.min(2 * millis, LONGEST_PAUSE.toMillis());
        }
    }

    /// True when the answer leaves nothing open.
    private boolean attempt(UUID key, String text) {
        history.add(new Invoked(process, talk.conversationId(), key.toString(), text));
        try {
            Answer answer = person.trySaying(talk.claimId(), text, key);
            if (answer.status() == 201) {
                history.add(new Acknowledged(
                        process,
                        talk.conversationId(),
                        key.toString(),
                        answer.body().path("seq").asLong()));
                return true;
            }
            if (answer.status() < 500 && answer.status() != 429) {
                history.add(new Refused(process, talk.conversationId(), key.toString()));
                return true;
            }
        } catch (IOException noAnswer) {
            // Written down as unknown, as every answer that says "not now".
        }
        history.add(new Unknown(process, talk.conversationId(), key.toString()));
        return false;
    }
}
