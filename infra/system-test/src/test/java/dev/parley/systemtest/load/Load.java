package dev.parley.systemtest.load;

import dev.parley.systemtest.client.Client;
import dev.parley.systemtest.client.Person;
import dev.parley.systemtest.history.History;
import dev.parley.systemtest.load.Listener.Habits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// A number of claims on each of which a customer and an agent write and listen at the same time,
/// and, if wanted, a crowd of staff looks on.
public final class Load implements AutoCloseable {

    private static final Duration SETTLE = Duration.ofSeconds(130);
    private static final Duration CATCH_UP = Duration.ofSeconds(30);
    private static final int WAVE = 100;
    private static final int READS_EVERY = 4;

    private final History history = new History();
    private final List<Talk> talks = new ArrayList<>();
    private final List<Person> customers;
    private final List<Person> agents;
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Future<?>> senders = new ArrayList<>();
    private final CountDownLatch stopSending = new CountDownLatch(1);
    private final CountDownLatch stopListening = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// Begins with new claims; when this returns, everybody has joined and the first messages
    /// leave.
    public Load(Client client, int claims, int messagesPerSecond) {
        this(client, claims, messagesPerSecond, 0, 0);
    }

    /// As above, with a crowd and with read positions: customer and agent of each claim report
    /// theirs.
    ///
    /// @param onlookers spread evenly over the claims
    public static Load withCrowd(Client client, int claims, int messagesPerSecond, int onlookers) {
        return new Load(client, claims, messagesPerSecond, onlookers, READS_EVERY);
    }

    private Load(Client client, int claims, int messagesPerSecond, int onlookers, int readsEvery) {
        customers = client.crowd(claims, "CUSTOMER");
        agents = client.crowd(claims + onlookers, "AGENT");
        for (int i = 0; i < claims; i++) {
            JsonNode claim = customers.get(i).submitted("Load " + i);
            var talk = new Talk(
                    claim.path("id").asString(), claim.path("conversationId").asString());
            talks.add(talk);
            listen(customers.get(i), talk, new Habits(i % 2 == 0, readsEvery, true));
            listen(agents.get(i), talk, new Habits(i % 2 == 1, readsEvery, true));
        }
        for (int i = 0; i < onlookers; i++) {
            // Onlookers of other runs may take part somewhere by now; these have never written.
            listen(agents.get(claims + i), talks.get(i % claims), new Habits(i % 3 == 0, 0, false));
        }
        begin();
        Duration pace = Duration.ofMillis(2_000L * claims / messagesPerSecond);
        for (int i = 0; i < claims; i++) {
            senders.add(threads.submit(new Sender(customers.get(i), talks.get(i), history, pace, stopSending)));
            senders.add(threads.submit(new Sender(agents.get(i), talks.get(i), history, pace, stopSending)));
        }
    }

    /// In waves: a crowd that comes back all at once is what faults are for, here it only makes the
    /// start long.
    private void begin() {
        for (int i = 0; i < listeners.size(); i += WAVE) {
            List<Listener> wave = listeners.subList(i, Math.min(listeners.size(), i + WAVE));
            wave.forEach(threads::submit);
            Awaitility.await("a wave of listeners has joined")
                    .atMost(CATCH_UP)
                    .until(() -> wave.stream().allMatch(listener -> listener.cursor() >= 0));
        }
    }

    private void listen(Person person, Talk talk, Habits habits) {
        listeners.add(new Listener(person, talk, history, stopListening, habits));
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

    /// How many are connected and have been given what they had missed.
    public long listening() {
        return listeners.stream().filter(Listener::isHere).count();
    }

    public int listeners() {
        return listeners.size();
    }

    /// How often a heartbeat told a listener of entries that had not come.
    public int noticed() {
        return listeners.stream().mapToInt(Listener::noticed).sum();
    }

    /// Returns when each listener stands at the head of its log, or when that takes too long: then
    /// the checker tells.
    public void awaitListeners(Surfaces surfaces) {
        Map<String, Long> heads =
                conversations().stream().collect(Collectors.toMap(conversation -> conversation, surfaces::head));
        long deadline = System.nanoTime() + CATCH_UP.toNanos();
        var pause = new CountDownLatch(1);
        try {
            while (!listeners.stream()
                            .allMatch(each ->
                                    each.cursor() >= heads.get(each.talk().conversationId()))
                    && System.nanoTime() < deadline) {
                pause.await(50, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Asks for read positions and unread counts of those who write, and writes the answers down.
    /// For when nobody sends any more.
    public void countUnread() {
        for (int i = 0; i < talks.size(); i++) {
            String conversation = talks.get(i).conversationId();
            for (Person reader : List.of(customers.get(i), agents.get(i))) {
                history.add(Reading.of(reader, conversation).counted());
            }
        }
    }

    @Override
    public void close() {
        stopSending.countDown();
        stopListening.countDown();
        listeners.forEach(Listener::hangUp);
        threads.close();
    }
}
