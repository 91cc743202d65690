package dev.parley.gateway.fallback;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Events that wait for their reader. What was missed and what is live have bounds of their own: a long replay is no
/// sign of a slow reader.
final class Outbox {
    private final int mostLive;
    private final long mostLiveBytes;
    private final int mostReplayed;
    private final long mostReplayedBytes;
    private final Deque<Waiting> events = new ArrayDeque<>();
    private int live;
    private long liveBytes;
    private int replayed;
    private long replayedBytes;

    private record Waiting(Event event, long since) {}

    Outbox(int mostLive, long mostLiveBytes, int mostReplayed, long mostReplayedBytes) {
        this.mostLive = mostLive;
        this.mostLiveBytes = mostLiveBytes;
        this.mostReplayed = mostReplayed;
        this.mostReplayedBytes = mostReplayedBytes;
    }

    boolean hasRoomForLive(long bytes) {
        return live < mostLive && liveBytes + bytes <= mostLiveBytes;
    }

    boolean hasRoomForReplay(int count, long bytes) {
        return replayed + count <= mostReplayed && replayedBytes + bytes <= mostReplayedBytes;
    }

    void add(Event event, long nowMillis) {
        events.add(new Waiting(event, nowMillis));
        count(event, 1);
    }

    void addFirst(Event event, long nowMillis) {
        events.addFirst(new Waiting(event, nowMillis));
        count(event, 1);
    }

    @Nullable Event poll() {
        Waiting next = events.poll();
        if (next == null) {
            return null;
        }
        count(next.event, -1);
        return next.event;
    }

    private void count(Event event, int sign) {
        if (event.isReplay()) {
            replayed += sign;
            replayedBytes += (long) sign * event.size();
        } else {
            live += sign;
            liveBytes += (long) sign * event.size();
        }
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /// How long the first one waits already.
    long ageMillis(long nowMillis) {
        Waiting first = events.peek();
        return first == null ? 0 : nowMillis - first.since;
    }

    void clear() {
        while (poll() != null) {
            // Counted off one by one.
        }
    }
}
