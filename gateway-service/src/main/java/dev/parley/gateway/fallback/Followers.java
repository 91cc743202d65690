package dev.parley.gateway.fallback;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.parley.gateway.GatewayProperties;
import dev.parley.gateway.SteadyClock;
import dev.parley.gateway.backend.Messaging;
import dev.parley.gateway.fanout.EventFeed;
import dev.parley.gateway.fanout.Hub;
import dev.parley.gateway.fanout.Hubs;
import dev.parley.gateway.frame.ServerFrame;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.liveness.Seats;
import dev.parley.gateway.liveness.Signals;
import dev.parley.gateway.problem.Problem;
import dev.parley.gateway.unread.UnreadQuestions;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/// All followers of this gateway: how one comes in, how time passes, how all are sent away when the gateway stops.
final class Followers implements SmartLifecycle {
    private static final long TICK_MILLIS = 250;
    private static final long ENDED_WITHIN_MILLIS = 3_000;
    private static final int MOST_REPLAYED = 2_000;
    private static final long MOST_REPLAYED_BYTES = 4L * 1024 * 1024;

    /// Of one answer to a poll; the rest is for the next one.
    private static final int MOST_POLLED = 500;

    private static final long MOST_POLLED_BYTES = 1024 * 1024;

    private final GatewayProperties.Sockets limits;
    private final Hubs hubs;
    private final EventFeed feed;
    private final Seats seats;
    private final Signals signals;
    private final Messaging messaging;
    private final Clock clock;
    private final SteadyClock steady;
    private final MeterRegistry meters;
    private final CatchUp catchUp;
    private final Welcome welcome;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private final Attendance attendance;
    private final Map<EventLoop, Here> loops = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final RandomGenerator random = RandomGenerator.getDefault();
    private volatile boolean running;

    /// Those of one event loop, each with what takes its eyes off the connection again.
    private record Here(Hub hub, UnreadQuestions questions, Map<Follower, Runnable> followers) {}

    Followers(
            GatewayProperties.Sockets limits,
            Hubs hubs,
            EventFeed feed,
            Seats seats,
            Signals signals,
            Messaging messaging,
            Clock clock,
            SteadyClock steady,
            MeterRegistry meters) {
        this.limits = limits;
        this.hubs = hubs;
        this.feed = feed;
        this.seats = seats;
        this.signals = signals;
        this.messaging = messaging;
        this.clock = clock;
        this.steady = steady;
        this.meters = meters;
        this.catchUp = new CatchUp(messaging);
        this.welcome = new Welcome(messaging, limits.heartbeat().toSeconds());
        this.attendance = new Attendance(signals, ids::generate);
    }

    /// For how long something takes; not the time of day.
    long nowMillis() {
        return steady.millis();
    }

    boolean isOver(Identity who) {
        return !who.expiresAt().isAfter(clock.instant());
    }

    CatchUp catchUp() {
        return catchUp;
    }

    int count() {
        return count.get();
    }

    // ---- a follower's life ----

    /// Completes on the follower's loop; with [Refused] when there is no place, or not for this.
    CompletableFuture<EventStream> stream(Identity who, String token, Channel channel, Wish wish) {
        Outbox outbox =
                new Outbox(limits.queueFrames(), limits.queueBytes().toBytes(), MOST_REPLAYED, MOST_REPLAYED_BYTES);
        return open(who, token, channel, outbox, false)
                .thenCompose(follower -> catchUp.begin(follower, wish, welcome)
                        .whenComplete((_, failure) -> endIfNot(follower, failure))
                        .thenApplyAsync(
                                ready -> {
                                    EventStream stream = new EventStream(
                                            mustLive(ready),
                                            channel,
                                            limits.heartbeat().toMillis(),
                                            nowMillis());
                                    ready.opened(stream);
                                    return stream;
                                },
                                follower.loop));
    }

    /// Completes with the whole answer.
    CompletableFuture<byte[]> poll(Identity who, String token, Channel channel, Wish wish) {
        Outbox outbox = new Outbox(MOST_POLLED, MOST_POLLED_BYTES, MOST_POLLED, MOST_POLLED_BYTES);
        return open(who, token, channel, outbox, true)
                .thenCompose(follower -> catchUp.begin(follower, wish, wish.cursor() == null ? welcome : null)
                        .whenComplete((_, failure) -> endIfNot(follower, failure))
                        .thenComposeAsync(ready -> new Poll(mustLive(ready)).held(wish.patience()), follower.loop));
    }

    private static void endIfNot(Follower follower, @Nullable Throwable failure) {
        if (failure != null) {
            follower.loop.execute(follower::end);
        }
    }

    /// It may have been sent away while it was loading.
    private static Follower mustLive(Follower follower) {
        if (follower.isEnded()) {
            throw new Refused(Problem.UNAVAILABLE);
        }
        return follower;
    }

    private CompletableFuture<Follower> open(
            Identity who, String token, Channel channel, Outbox outbox, boolean isPolling) {
        if (!running || !feed.isReady()) {
            return CompletableFuture.failedFuture(new Refused(Problem.UNAVAILABLE));
        }
        if (!seats.take(who)) {
            return CompletableFuture.failedFuture(new Refused(Problem.TOO_MANY_REQUESTS));
        }
        EventLoop loop = channel.eventLoop();
        Here here = loops.computeIfAbsent(loop, this::arrive);
        Follower follower =
                new Follower(ids.generate(), loop, here.hub, outbox, isPolling, who, token, here.questions, this);
        count.incrementAndGet();
        return CompletableFuture.supplyAsync(
                () -> {
                    enter(here, follower, channel);
                    return follower;
                },
                loop);
    }

    private Here arrive(EventLoop loop) {
        var questions = new UnreadQuestions(messaging, loop, steady, meters, () -> false);
        Here here = new Here(hubs.of(loop), questions, new HashMap<>());
        loop.scheduleAtFixedRate(() -> tick(here), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return here;
    }

    private void enter(Here here, Follower follower, Channel channel) {
        ChannelFutureListener gone = _ -> follower.loop.execute(follower::end);
        here.followers.put(follower, () -> channel.closeFuture().removeListener(gone));
        here.hub.add(follower);
        if (follower.isPolling) {
            attendance.begins(follower.who());
        } else {
            signals.sessionOpened(follower.id, follower.who());
        }
        channel.closeFuture().addListener(gone);
    }

    /// Called once for each that has entered, on its loop.
    void ended(Follower follower) {
        Here here = loops.get(follower.loop);
        Runnable detach = here == null ? null : here.followers.remove(follower);
        if (detach != null) {
            detach.run();
        }
        count.decrementAndGet();
        seats.free(follower.who());
        if (follower.isPolling) {
            attendance.ends(follower.who(), nowMillis());
        } else {
            signals.sessionClosed(follower.id, follower.who());
        }
    }

    private void tick(Here here) {
        long now = nowMillis();
        here.hub.expireTyping();
        for (Follower follower : List.copyOf(here.followers.keySet())) {
            follower.tick(now, limits.queueAge().toMillis());
        }
        attendance.sweep(now);
    }

    // ---- with the gateway ----

    @Override
    public void start() {
        running = true;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// With the sockets, before the web server: its own shutdown would wait for streams that nobody ends.
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }

    @Override
    public void stop() {
        running = false;
        loops.forEach((loop, here) ->
                loop.execute(() -> List.copyOf(here.followers.keySet()).forEach(this::sendAway)));
        for (long waited = 0; count.get() > 0 && waited < ENDED_WITHIN_MILLIS; waited += 50) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        attendance.endAll();
    }

    private void sendAway(Follower follower) {
        byte[] reconnect = ServerFrame.envelope(ServerFrame.of("reconnect", data -> {
            data.writeStringProperty("reason", "draining");
            data.writeNumberProperty(
                    "afterMs", random.nextLong(limits.drainSpread().toMillis() + 1));
        }));
        follower.put(reconnect, false, false);
        follower.over(false);
    }
}
