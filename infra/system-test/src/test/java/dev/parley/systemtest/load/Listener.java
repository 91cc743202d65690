package dev.parley.systemtest.load;

import dev.parley.systemtest.client.Answer;
import dev.parley.systemtest.client.Person;
import dev.parley.systemtest.client.Socket;
import dev.parley.systemtest.history.History;
import dev.parley.systemtest.history.History.Delivered;
import dev.parley.systemtest.history.History.Joined;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// One person's open socket on a conversation. Whenever it breaks, it connects again and resumes from its cursor.
/// Writes
/// down every entry in the order in which a client gets to see it, and leaves nothing out and repairs nothing by
/// itself.
final class Listener implements Runnable {

    private static final long PAUSE_MILLIS = 300;
    private static final int PAGE = 100;

    private final Person person;
    private final Talk talk;
    private final History history;
    private final CountDownLatch stop;
    private final boolean resumesBySync;
    private final String process;

    private String epoch = "";
    private volatile long cursor = -1;
    private volatile int connections;

    /// @param resumesBySync takes up again with `sync`, otherwise by joining with a position
    Listener(Person person, Talk talk, History history, CountDownLatch stop, boolean resumesBySync) {
        this.person = person;
        this.talk = talk;
        this.history = history;
        this.stop = stop;
        this.resumesBySync = resumesBySync;
        this.process = person + " listens to " + talk.claimId();
    }

    /// The `seq` up to which everything was delivered; -1 before the first join.
    long cursor() {
        return cursor;
    }

    int connections() {
        return connections;
    }

    Talk talk() {
        return talk;
    }

    @Override
    public void run() {
        try {
            while (stop.getCount() > 0) {
                try (Socket socket = person.tryConnecting()) {
                    listen(socket);
                } catch (IOException | IllegalStateException notNow) {
                    // Tried again after a pause.
                }
                stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(Socket socket) throws IOException, InterruptedException {
        BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
        socket.listen(frames::add);
        JsonNode answer = resume(socket);
        if (!answer.path("type").asString("").equals("ack")) {
            return;
        }
        connections++;
        // What came before the answer is part of the answer.
        while (!frames.take().equals(answer)) {
            continue;
        }
        take(answer.path("data"));
        while (stop.getCount() > 0 && (socket.isOpen() || !frames.isEmpty())) {
            JsonNode frame = frames.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            if (frame != null) {
                live(frame);
            }
        }
    }

    private JsonNode resume(Socket socket) {
        if (cursor < 0) {
            return socket.ask("join_claim", Map.of("claimId", talk.claimId()));
        }
        Map<String, Object> position = new HashMap<>(Map.of("epoch", epoch));
        if (resumesBySync) {
            position.put("seq", cursor);
            return socket.ask("sync", Map.of("cursors", Map.of(talk.conversationId(), position)));
        }
        position.put("claimId", talk.claimId());
        position.put("afterSeq", cursor);
        return socket.ask("join_claim", position);
    }

    private void take(JsonNode answer) throws IOException {
        JsonNode part = answer;
        for (JsonNode each : answer.path("conversations")) {
            if (each.path("conversationId").asString("").equals(talk.conversationId())) {
                part = each;
            }
        }
        long head = part.path("headSeq").asLong();
        if (cursor < 0) {
            epoch = part.path("epoch").asString();
            history.add(new Joined(process, talk.conversationId(), head));
            cursor = head;
            return;
        }
        if (part.path("resync").asBoolean()) {
            throw new IllegalStateException(process + " was told to resync although nothing was restored");
        }
        part.path("entries").forEach(this::entry);
        while (cursor < head) {
            page(head);
        }
    }

    private void page(long head) throws IOException {
        Answer page = person.tryGetting("/conversations/" + talk.conversationId() + "/entries?afterSeq=" + cursor
                + "&limit=" + Math.min(PAGE, head - cursor));
        if (page.status() != 200 || page.body().path("items").isEmpty()) {
            throw new IOException("no page: " + page.status());
        }
        page.body().path("items").forEach(this::entry);
    }

    private void live(JsonNode frame) {
        JsonNode data = frame.path("data");
        if (data.has("seq") && data.path("conversationId").asString("").equals(talk.conversationId())) {
            delivered(data.path("seq").asLong(), data.path("body").asString(""));
        }
    }

    private void entry(JsonNode entry) {
        delivered(entry.path("seq").asLong(), entry.path("data").path("body").asString(""));
    }

    private void delivered(long seq, String text) {
        history.add(new Delivered(process, talk.conversationId(), seq, text));
        cursor = Math.max(cursor, seq);
    }
}
