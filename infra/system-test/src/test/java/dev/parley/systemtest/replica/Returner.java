package dev.parley.systemtest.replica;

import dev.parley.systemtest.client.Person;
import dev.parley.systemtest.client.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// Somebody who keeps a socket open and, as the web client does, comes back when told to and resumes. Notes how long
/// they were without: from the end of one socket to the answer that brings the next one up to date.
final class Returner implements Runnable {

    private static final long PAUSE_MILLIS = 300;
    private static final long LOOK_MILLIS = 50;

    private final Person person;
    private final String claimId;
    private final String conversationId;
    private final CountDownLatch stop;
    private final List<Duration> gaps = new CopyOnWriteArrayList<>();
    private volatile boolean there;
    private String epoch = "";
    private long seq;
    private long ended;

    Returner(Person person, CountDownLatch stop) {
        this.person = person;
        this.stop = stop;
        JsonNode claim = person.submitted("Comes back");
        this.claimId = claim.path("id").asString();
        this.conversationId = claim.path("conversationId").asString();
    }

    /// Whether a socket is open and up to date.
    boolean isThere() {
        return there;
    }

    List<Duration> gaps() {
        return List.copyOf(gaps);
    }

    @Override
    public void run() {
        try {
            while (stop.getCount() > 0) {
                try (Socket socket = person.tryConnecting()) {
                    takeUp(socket);
                    there = true;
                    ended = awaitEnd(socket);
                } catch (IllegalStateException | AssertionError notNow) {
                    stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeUp(Socket socket) {
        if (epoch.isEmpty()) {
            JsonNode joined = socket.acked("join_claim", Map.of("claimId", claimId));
            epoch = joined.path("epoch").asString();
            seq = joined.path("headSeq").asLong();
            return;
        }
        socket.acked("sync", Map.of("cursors", Map.of(conversationId, Map.of("epoch", epoch, "seq", seq))));
        gaps.add(Duration.ofNanos(System.nanoTime() - ended));
    }

    /// Returns when it may come back; the answer is when the socket had ended.
    private long awaitEnd(Socket socket) throws InterruptedException {
        while (socket.isOpen() && stop.getCount() > 0) {
            stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        long now = System.nanoTime();
        there = false;
        long told = socket.received("reconnect").stream()
                .mapToLong(frame -> frame.path("data").path("afterMs").asLong())
                .findFirst()
                .orElse(PAUSE_MILLIS);
        stop.await(told, TimeUnit.MILLISECONDS);
        return now;
    }
}
