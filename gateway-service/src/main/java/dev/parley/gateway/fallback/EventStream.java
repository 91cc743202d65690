package dev.parley.gateway.fallback;

import dev.parley.gateway.frame.ServerFrame;
import io.netty.channel.Channel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// One answer of `text/event-stream`. Gives the writer nothing while the channel still holds what it has, so that all
/// that waits is in the outbox, which has a bound.
final class EventStream implements Outlet, Publisher<byte[]>, Subscription {
    /// Written at once; more makes no larger packets.
    private static final int CHUNK_BYTES = 32 * 1024;

    private static final long WRITABLE_AGAIN_MILLIS = 10;

    /// How long a client may take to receive the end before the connection is cut.
    private static final long LINGER_MILLIS = 2_000;

    private final Follower follower;
    private final Channel channel;
    private final long heartbeatMillis;
    private long nextHeartbeat;
    private @Nullable Subscriber<? super byte[]> subscriber;
    private long demand;
    private boolean isDraining;
    private boolean isDrainAhead;
    private boolean isOver;
    private boolean isDone;

    EventStream(Follower follower, Channel channel, long heartbeatMillis, long nowMillis) {
        this.follower = follower;
        this.channel = channel;
        this.heartbeatMillis = heartbeatMillis;
        this.nextHeartbeat = nowMillis + heartbeatMillis;
    }

    // ---- from the follower ----

    /// Later in this turn at the earliest: what comes together leaves together.
    @Override
    public void arrived() {
        drainLater(0);
    }

    private void drainLater(long millis) {
        if (isDrainAhead) {
            return;
        }
        isDrainAhead = true;
        Runnable drain = () -> {
            isDrainAhead = false;
            drain();
        };
        if (millis == 0) {
            follower.loop.execute(drain);
        } else {
            follower.loop.schedule(drain, millis, TimeUnit.MILLISECONDS);
        }
    }

    /// The reader is too slow. What they have not got is after the cursor that they have.
    @Override
    public void overflowed() {
        over(true);
    }

    @Override
    public void over(boolean isCut) {
        if (isOver) {
            return;
        }
        isOver = true;
        if (isCut) {
            follower.outbox.clear();
        }
        drainLater(0);
        follower.loop.schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    void tick(long nowMillis) {
        if (!isOver && nowMillis >= nextHeartbeat) {
            nextHeartbeat = nowMillis + heartbeatMillis;
            follower.put(heads(), false, false);
        }
    }

    private byte[] heads() {
        return ServerFrame.envelope(ServerFrame.of("heartbeat", data -> {
            data.writeObjectPropertyStart("heads");
            for (Place place : follower.places()) {
                if (place.subscription.isEntered()) {
                    data.writeNumberProperty(place.conversationId.toString(), place.subscription.head());
                }
            }
            data.writeEndObject();
        }));
    }

    // ---- to the connection ----

    @Override
    public void subscribe(Subscriber<? super byte[]> reader) {
        subscriber = reader;
        reader.onSubscribe(this);
    }

    @Override
    public void request(long more) {
        if (follower.loop.inEventLoop()) {
            demand = demand + more < 0 ? Long.MAX_VALUE : demand + more;
            drain();
        } else {
            follower.loop.execute(() -> request(more));
        }
    }

    @Override
    public void cancel() {
        follower.loop.execute(() -> {
            isDone = true;
            follower.end();
        });
    }

    private void drain() {
        Subscriber<? super byte[]> reader = subscriber;
        if (isDraining || isDone || reader == null) {
            return;
        }
        boolean isWritable = channel.isWritable();
        if (demand > 0 && !follower.outbox.isEmpty() && isWritable) {
            isDraining = true;
            demand--;
            reader.onNext(chunk());
            isDraining = false;
        }
        if (!follower.outbox.isEmpty()) {
            if (demand > 0) {
                // One chunk in a turn, so that the writer has had its turn when the channel is asked again.
                drainLater(isWritable ? 0 : WRITABLE_AGAIN_MILLIS);
            }
        } else if (isOver) {
            isDone = true;
            follower.end();
            reader.onComplete();
        }
    }

    private byte[] chunk() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        while (bytes.size() < CHUNK_BYTES) {
            Event event = follower.outbox.poll();
            if (event == null) {
                break;
            }
            if (event.cursor() != null) {
                line(bytes, "id: ", event.cursor().getBytes(StandardCharsets.US_ASCII));
            }
            line(bytes, "event: ", Event.typeOf(event.envelope()).getBytes(StandardCharsets.US_ASCII));
            line(bytes, "data: ", event.envelope());
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }

    private static void line(ByteArrayOutputStream bytes, String name, byte[] value) {
        bytes.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(value);
        bytes.write('\n');
    }
}
