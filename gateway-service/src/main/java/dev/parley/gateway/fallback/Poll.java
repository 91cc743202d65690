package dev.parley.gateway.fallback;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One long poll: answered at once when there is something, else when something comes or the time is over.
final class Poll implements Outlet {
    /// So that what happens together comes in one answer.
    private static final long TOGETHER_MILLIS = 20;

    private final Follower follower;
    private final CompletableFuture<byte[]> answer = new CompletableFuture<>();
    private boolean isFinishAhead;

    Poll(Follower follower) {
        this.follower = follower;
    }

    CompletableFuture<byte[]> held(Duration most) {
        if (!follower.outbox.isEmpty() || most.isZero()) {
            finish();
        } else {
            follower.opened(this);
            follower.loop.schedule(this::finish, most.toMillis(), TimeUnit.MILLISECONDS);
        }
        return answer;
    }

    @Override
    public void arrived() {
        finishLater(TOGETHER_MILLIS);
    }

    @Override
    public void overflowed() {
        finishLater(0);
    }

    /// What waits goes out in any case: the cursor is past it.
    @Override
    public void over(boolean isCut) {
        finishLater(0);
    }

    /// Never within the call: it may be a hub's.
    private void finishLater(long millis) {
        if (!isFinishAhead || millis == 0) {
            isFinishAhead = true;
            follower.loop.schedule(this::finish, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void finish() {
        if (answer.isDone()) {
            return;
        }
        String cursor = follower.cursor();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        bytes.writeBytes("{\"events\":[".getBytes(StandardCharsets.US_ASCII));
        boolean isFirst = true;
        for (Event event = follower.outbox.poll(); event != null; event = follower.outbox.poll()) {
            if (!isFirst) {
                bytes.write(',');
            }
            isFirst = false;
            bytes.writeBytes(event.envelope());
        }
        bytes.writeBytes(("],\"cursor\":\"" + cursor + "\"}").getBytes(StandardCharsets.US_ASCII));
        follower.end();
        answer.complete(bytes.toByteArray());
    }
}
