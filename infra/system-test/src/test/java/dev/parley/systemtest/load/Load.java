package dev.parley.systemtest.load;

import dev.parley.systemtest.client.Client;
import dev.parley.systemtest.client.Person;
import dev.parley.systemtest.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// A number of claims on each of which a customer and an agent write and listen at the same time.
public final class Load implements AutoCloseable {

    private static final Duration SETTLE = Duration.ofSeconds(70);
    private static final Duration CATCH_UP = Duration.ofSeconds(30);

    private final History history = new History();
    private final List<Talk> talks = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Future<?>> senders = new ArrayList<>();
    private final CountDownLatch stopSending = new CountDownLatch(1);
    private final CountDownLatch stopListening = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// Begins with new claims; when this returns, everybody has joined and the first messages leave.
    public Load(Client client, int claims, int messagesPerSecond) {
        List<Person> customers = client.crowd(claims, "CUSTOMER");
        List<Person> agents = client.crowd(claims, "AGENT");
        for (int i = 0; i < claims; i++) {
            JsonNode claim = customers.get(i).submitted("Load " + i);
            var talk = new Talk(
                    claim.path("id").asString(), claim.path("conversationId").asString());
            talks.add(talk);
            listeners.add(new Listener(customers.get(i), talk, history, stopListening, i % 2 == 0));
            listeners.add(new Listener(agents.get(i), talk, history, stopListening, i % 2 == 1));
        }
        listeners.forEach(threads::submit);
        Awaitility.await("everybody has joined")
                .atMost(CATCH_UP)
                .until(() -> listeners.stream().allMatch(listener -> listener.cursor() >= 0));
        Duration pace = Duration.ofMillis(2_000L * claims / messagesPerSecond);
        for (int i = 0; i < claims; i++) {
            senders.add(threads.submit(new Sender(customers.get(i), talks.get(i), history, pace, stopSending)));
            senders.add(threads.submit(new Sender(agents.get(i), talks.get(i), history, pace, stopSending)));
        }
    }

    public History history() {
        return history;
    }

    public List<String> claims() {
        return talks.stream().map(Talk::claimId).toList();
    }

    public List<String> conversations() {
        return talks.stream().map(Talk::conversationId).toList();
    }

    /// How often listeners had to connect again.
    public int reconnections() {
        return listeners.stream().mapToInt(Listener::connections).sum() - listeners.size();
    }

    /// No new messages; returns when everything that was sent is known to be stored or refused.
    public void stopSending() {
        stopSending.countDown();
        Awaitility.await("every send is answered")
                .atMost(SETTLE)
                .until(() -> senders.stream().allMatch(Future::isDone));
    }

    /// Returns when each listener stands at the head of its log, or when that takes too long: then the checker tells.
    public void awaitListeners(Surfaces surfaces) {
        long deadline = System.nanoTime() + CATCH_UP.toNanos();
        var pause = new CountDownLatch(1);
        try {
            while (!listeners.stream()
                            .allMatch(each ->
                                    each.cursor() >= surfaces.head(each.talk().conversationId()))
                    && System.nanoTime() < deadline) {
                pause.await(50, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopSending.countDown();
        stopListening.countDown();
        threads.close();
    }
}
