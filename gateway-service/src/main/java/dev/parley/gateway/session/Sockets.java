package dev.parley.gateway.session;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.parley.gateway.GatewayProperties;
import dev.parley.gateway.SteadyClock;
import dev.parley.gateway.backend.Messaging;
import dev.parley.gateway.fanout.EventFeed;
import dev.parley.gateway.fanout.Hubs;
import dev.parley.gateway.fanout.Subscription;
import dev.parley.gateway.frame.CloseCode;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.liveness.Seats;
import dev.parley.gateway.liveness.Signals;
import dev.parley.gateway.unread.UnreadQuestions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// All sockets of this gateway: how one opens, who may have how many, and how one ends.
final class Sockets {
    private final GatewayProperties.Sockets limits;
    private final Hubs hubs;
    private final EventFeed feed;
    private final Seats seats;
    private final Signals signals;
    private final Clock clock;
    private final SteadyClock steady;
    private final Messaging messaging;
    private final Holes holes;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private final Map<EventLoop, SocketLoop> loops = new ConcurrentHashMap<>();
    private final AtomicInteger strangers = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final Map<CloseCode, Counter> closes = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final Arrivals arrivals;
    private volatile boolean draining;

    Sockets(
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
        this.holes = new Holes(messaging);
        this.clock = clock;
        this.steady = steady;
        this.meters = meters;
        this.arrivals = new Arrivals(limits.arriving(), meters);
        Gauge.builder("parley.gateway.sessions", open, AtomicInteger::get)
                .description("Authenticated sockets")
                .register(meters);
    }

    GatewayProperties.Sockets limits() {
        return limits;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    Signals signals() {
        return signals;
    }

    /// For how long something takes; not the time of day.
    long nowMillis() {
        return steady.millis();
    }

    boolean isOver(Identity who) {
        return !who.expiresAt().isAfter(clock.instant());
    }

    boolean isAccepting() {
        return !draining && feed.isReady() && strangers.get() < limits.mostUnauthenticated();
    }

    /// No new sockets from now on.
    void refuseNewOnes() {
        draining = true;
    }

    Collection<SocketLoop> loops() {
        return loops.values();
    }

    int count() {
        return open.get() + waiting.get() + strangers.get();
    }

    // ---- a socket's life ----

    Session begin(Channel channel, boolean isCompressing) {
        SocketLoop loop = loops.computeIfAbsent(
                channel.eventLoop(),
                each -> new SocketLoop(
                        each,
                        hubs.of(each),
                        new UnreadQuestions(messaging, each, steady, meters, arrivals::isCrowded),
                        steady));
        Session session = new Session(ids.generate(), channel, loop, this, isCompressing, nowMillis());
        strangers.incrementAndGet();
        loop.add(session);
        return session;
    }

    /// A good token came. However many wait after an outage, they do not keep the next from knocking.
    void known(Session session) {
        session.beginToWait(nowMillis());
        strangers.decrementAndGet();
        waiting.incrementAndGet();
    }

    /// @return whether the user may have one more session
    boolean admit(Session session, Identity who, String token) {
        if (!seats.take(who)) {
            return false;
        }
        waiting.decrementAndGet();
        open.incrementAndGet();
        session.authenticated(who, token, nowMillis());
        session.loop.hub.add(session);
        signals.sessionOpened(session.id, who);
        return true;
    }

    void ended(Session session) {
        Identity who = session.identity();
        session.ended();
        if (who == null) {
            (session.isKnown() ? waiting : strangers).decrementAndGet();
        } else {
            open.decrementAndGet();
            seats.free(who);
            signals.sessionClosed(session.id, who);
        }
    }

    void closed(CloseCode code) {
        closes.computeIfAbsent(
                        code,
                        each -> Counter.builder("parley.gateway.closes")
                                .description("Sockets closed by the gateway")
                                .tag("code", Integer.toString(each.number()))
                                .register(meters))
                .increment();
    }

    void fetch(Session session, Subscription subscription, long afterSeq) {
        holes.fetch(session, subscription, afterSeq);
    }
}
