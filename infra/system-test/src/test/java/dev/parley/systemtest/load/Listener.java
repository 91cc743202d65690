package dev.parley.systemtest.load;

import dev.parley.systemtest.client.Answer;
import dev.parley.systemtest.client.Person;
import dev.parley.systemtest.client.Wire;
import dev.parley.systemtest.history.History;
import dev.parley.systemtest.history.History.Delivered;
import dev.parley.systemtest.history.History.Joined;
import dev.parley.systemtest.history.History.Positioned;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One person's open socket on a conversation. Whenever it breaks, or says nothing for longer than
/// a heartbeat may take, it connects again and resumes from its cursor. Writes down every entry in
/// the order in which a client gets to see it, and leaves nothing out and repairs nothing by
/// itself.
final class Listener implements Runnable {

    /// A heartbeat comes every 25 seconds.
    private static final Duration SILENCE = Duration.ofSeconds(35);

    private static final long PAUSE_MILLIS = 300;
    private static final long LONGEST_PAUSE_MILLIS = 8_000;
    private static final int PAGE = 100;
    private static final String RESUME = "resume";
    private static final String READ = "read";

    /// What listeners differ in.
    ///
    /// @param resumesBySync takes up again with `sync`, otherwise by joining with a position
    /// @param readsEvery reports a read position after so many entries; 0 for one who only looks on
    /// @param takesPart in other conversations too, whose messages come unasked; who does not must
    ///     be given none of them
    record Habits(boolean resumesBySync, int readsEvery, boolean takesPart) {}

    private final Person person;
    private final Talk talk;
    private final History history;
    private final CountDownLatch stop;
    private final Habits habits;
    private final String process;
    private final String asking;

    private volatile @Nullable Wire wire;
    private volatile boolean isHere;
    private volatile long cursor = -1;
    private volatile int connections;
    private volatile int noticed;
    private String epoch = "";
    private int failures;
    private long pauseWanted;
    private int unreported;
    private int reports;
    private boolean isReporting;

    Listener(Person person, Talk talk, History history, CountDownLatch stop, Habits habits) {
        this.person = person;
        this.talk = talk;
        this.history = history;
        this.stop = stop;
        this.habits = habits;
        this.process = person + " listens to " + talk.claimId();
        this.asking = process + ", asking";
    }

    /// The `seq` up to which everything was delivered; -1 before the first join.
    long cursor() {
        return cursor;
    }

    int connections() {
        return connections;
    }

    /// How often a heartbeat told of entries that had not come.
    int noticed() {
        return noticed;
    }

    /// Connected, and given everything it had missed.
    boolean isHere() {
        return isHere;
    }

    Talk talk() {
        return talk;
    }

    @Override
    public void run() {
        try {
            while (stop.getCount() > 0) {
                try (Wire opened = person.wire(SILENCE)) {
                    wire = opened;
                    listen(opened);
                } catch (IOException notNow) {
                    failures++;
                }
                isHere = false;
                stop.await(pauseMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// After [#stop] has been counted down: what waits for a frame ends.
    void hangUp() {
        Wire open = wire;
        if (open != null) {
            open.close();
        }
    }

    /// As long as the gateway asked for, otherwise longer with each failure; never the same for
    /// everybody.
    private long pauseMillis() {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, PAUSE_MILLIS << Math.min(failures, 6));
        long pause = pauseWanted > 0 ? pauseWanted : ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
        pauseWanted = 0;
        return pause;
    }

    private void listen(Wire open) throws IOException {
        isReporting = false;
        resume(open);
        JsonNode frame = await(open);
        if (!isA("ack", frame)) {
            throw new IOException("not let in: " + frame);
        }
        connections++;
        take(frame.path("data"));
        failures = 0;
        isHere = true;
        while (stop.getCount() > 0) {
            var next = open.next();
            if (next.isEmpty() || !live(open, next.get())) {
                return;
            }
        }
    }

    /// What comes before the answer is part of the answer.
    private static JsonNode await(Wire open) throws IOException {
        while (true) {
            JsonNode frame = open.next().orElseThrow(() -> new IOException("closed before the answer"));
            if (frame.path("id").asString("").equals(RESUME)) {
                return frame;
            }
        }
    }

    private void resume(Wire open) throws IOException {
        if (cursor < 0) {
            open.ask("join_claim", RESUME, Map.of("claimId", talk.claimId()));
            return;
        }
        Map<String, Object> position = new HashMap<>(Map.of("epoch", epoch));
        if (habits.resumesBySync()) {
            position.put("seq", cursor);
            open.ask("sync", RESUME, Map.of("cursors", Map.of(talk.conversationId(), position)));
        } else {
            position.put("claimId", talk.claimId());
            position.put("afterSeq", cursor);
            open.ask("join_claim", RESUME, position);
        }
    }

    private void take(JsonNode answer) throws IOException {
        JsonNode part = answer;
        for (JsonNode each : answer.path("conversations")) {
            if (isHere(each)) {
                part = each;
            }
        }
        part.path("readPositions")
                .forEach(each -> positioned(asking, each.path("userId").asString(""), each));
        long head = part.path("headSeq").asLong();
        if (cursor < 0) {
            epoch = part.path("epoch").asString();
            history.add(new Joined(process, talk.conversationId(), head));
            cursor = head;
            return;
        }
        if (part.path("resync").asBoolean()) {
            throw new IOException(process + " was told to resync although nothing was restored");
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

    /// @return false when this connection has no future
    private boolean live(Wire open, JsonNode frame) throws IOException {
        JsonNode data = frame.path("data");
        switch (frame.path("type").asString("")) {
            case "message_read_receipt" -> {
                if (isHere(data)) {
                    positioned(process, data.path("userId").asString(""), data);
                }
            }
            case "ack", "error" -> reported(frame);
            case "reconnect" -> pauseWanted = Math.max(1, data.path("afterMs").asLong());
            case "heartbeat" -> {
                if (data.path("heads").path(talk.conversationId()).asLong() > cursor) {
                    noticed++;
                    return false;
                }
            }
            default -> {
                if (data.has("seq") && (isHere(data) || !habits.takesPart())) {
                    delivered(data);
                    report(open);
                }
            }
        }
        return true;
    }

    private void entry(JsonNode entry) {
        delivered(entry.path("seq").asLong(), entry.path("data").path("body").asString(""), talk.conversationId());
    }

    private void delivered(JsonNode data) {
        delivered(
                data.path("seq").asLong(),
                data.path("body").asString(""),
                data.path("conversationId").asString(""));
    }

    private void delivered(long seq, String text, String conversation) {
        history.add(new Delivered(process, conversation, seq, text, talk.conversationId()));
        if (conversation.equals(talk.conversationId())) {
            cursor = Math.max(cursor, seq);
            unreported++;
        }
    }

    // ---- reading ----

    /// One report at a time, so that answers come in order. Now and then a stale one, as from
    /// another tab, and one far beyond the head.
    private void report(Wire open) throws IOException {
        if (habits.readsEvery() == 0 || unreported < habits.readsEvery() || isReporting) {
            return;
        }
        isReporting = true;
        unreported = 0;
        long upToSeq = switch (reports++ % 4) {
            case 1 -> Math.max(0, cursor - 3);
            case 3 -> cursor + 1_000;
            default -> cursor;
        };
        open.ask("conversation_read", READ, Map.of("conversationId", talk.conversationId(), "upToSeq", upToSeq));
    }

    private void reported(JsonNode answer) {
        if (answer.path("id").asString("").equals(READ)) {
            isReporting = false;
            if (isA("ack", answer)) {
                positioned(asking, person.userId(), answer.path("data"));
            }
        }
    }

    private void positioned(String told, String reader, JsonNode position) {
        history.add(new Positioned(
                told, talk.conversationId(), reader, position.path("upToSeq").asLong()));
    }

    private boolean isHere(JsonNode data) {
        return data.path("conversationId").asString("").equals(talk.conversationId());
    }

    private static boolean isA(String type, JsonNode frame) {
        return frame.path("type").asString("").equals(type);
    }
}
