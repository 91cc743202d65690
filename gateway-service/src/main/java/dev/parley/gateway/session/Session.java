package dev.parley.gateway.session;

import dev.parley.gateway.backend.Presence;
import dev.parley.gateway.fanout.Receiver;
import dev.parley.gateway.fanout.Subscription;
import dev.parley.gateway.fanout.UnreadNews;
import dev.parley.gateway.frame.CloseCode;
import dev.parley.gateway.frame.ServerFrame;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.unread.UnreadReader;
import dev.parley.gateway.unread.UnreadTeller;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One socket. Confined to its event loop.
final class Session implements Receiver, UnreadReader {
    private static final int MOST_FLUSHED_LATE = 64;

    enum State {
        UNAUTHENTICATED,

        /// Its token is good, its turn has not come, see [Arrivals].
        WAITING,
        OPEN,
        CLOSING
    }

    final UUID id;
    final Channel channel;
    final SocketLoop loop;
    final Idleness idleness;

    /// Whether both sides may compress frames.
    final boolean isCompressing;

    private final Sockets sockets;
    final SendOrder sends = new SendOrder();
    private final Allowance allowance;
    private final Backlog backlog;
    private final Heartbeats heartbeats;

    /// Index in the loop's list, for the loop alone.
    int place = -1;

    /// Under way while the token is being checked and while the session waits for its turn, unless that is immediate.
    final HeldFrames held = new HeldFrames();

    private State state = State.UNAUTHENTICATED;
    private boolean known;
    private @Nullable Identity identity;
    private String token = "";
    private long authenticateBy;
    private long lastDelivery;
    private boolean flushing;
    private int unflushed;
    private boolean behind;
    private int requests;
    private @Nullable Map<UUID, Subscription> subscriptions;
    private @Nullable PresenceWatch watch;
    private @Nullable UnreadTeller unread;

    Session(UUID id, Channel channel, SocketLoop loop, Sockets sockets, boolean isCompressing, long nowMillis) {
        this.id = id;
        this.channel = channel;
        this.loop = loop;
        this.sockets = sockets;
        this.idleness = new Idleness(this, sockets);
        this.isCompressing = isCompressing;
        var limits = sockets.limits();
        this.allowance = new Allowance(limits.framesPerSecond(), limits.frameBurst(), nowMillis);
        this.backlog = new Backlog(
                limits.queueFrames(),
                limits.queueBytes().toBytes(),
                limits.queueAge().toMillis());
        this.authenticateBy = nowMillis + limits.authenticationTimeout().toMillis();
        this.heartbeats = new Heartbeats(this, limits.heartbeat().toMillis(), nowMillis);
    }

    // ---- identity ----

    boolean isOpen() {
        return state == State.OPEN;
    }

    /// Whether a good token has ever come.
    boolean isKnown() {
        return known;
    }

    /// Only of one that is not authenticated.
    void beginToWait(long nowMillis) {
        known = true;
        state = State.WAITING;
        heartbeats.beginToWait(nowMillis);
    }

    @Override
    public boolean isClosing() {
        return state == State.CLOSING;
    }

    @Nullable Identity identity() {
        return identity;
    }

    /// Only of an open session.
    Identity who() {
        return Objects.requireNonNull(identity, "not authenticated");
    }

    @Override
    public String token() {
        return token;
    }

    void authenticated(Identity who, String freshToken, long nowMillis) {
        identity = who;
        token = freshToken;
        if (state == State.WAITING) {
            state = State.OPEN;
            heartbeats.begin(nowMillis);
            unread = new UnreadTeller(this, loop.questions);
            idleness.begin(nowMillis);
        }
    }

    @Override
    public String tenant() {
        return who().tenant();
    }

    @Override
    public UUID userId() {
        return who().userId();
    }

    @Override
    public boolean isStaff() {
        return who().role().isStaff();
    }

    // ---- what the client may still do ----

    boolean mayAsk(long nowMillis) {
        heartbeats.heard(nowMillis);
        return allowance.take(nowMillis);
    }

    boolean beginRequest() {
        if (requests >= sockets.limits().requestsInFlight()) {
            return false;
        }
        requests++;
        return true;
    }

    void endRequest() {
        requests--;
    }

    // ---- conversations and people ----

    @Nullable Subscription subscription(UUID conversationId) {
        return subscriptions == null ? null : subscriptions.get(conversationId);
    }

    Collection<Subscription> subscriptions() {
        return subscriptions == null ? List.of() : subscriptions.values();
    }

    Subscription subscribe(UUID conversationId) {
        Map<UUID, Subscription> known = subscriptions;
        if (known == null) {
            known = new HashMap<>(2);
            subscriptions = known;
        }
        Subscription subscription = loop.hub.beginLoad(this, conversationId, known.get(conversationId));
        known.put(conversationId, subscription);
        return subscription;
    }

    /// @param isAllowed whether what was held back may still be shown
    void unsubscribe(Subscription subscription, boolean isAllowed) {
        if (subscriptions != null && subscriptions.remove(subscription.conversationId(), subscription)) {
            loop.hub.leave(subscription, isAllowed);
        }
    }

    @Override
    public void revoked(Subscription subscription) {
        if (subscriptions != null) {
            subscriptions.remove(subscription.conversationId(), subscription);
        }
    }

    PresenceWatch watch(Presence presence) {
        PresenceWatch known = watch;
        if (known == null) {
            known = new PresenceWatch(this, presence);
            watch = known;
        }
        return known;
    }

    @Override
    public void partedFrom(Collection<UUID> userIds) {
        if (watch != null) {
            watch.partedFrom(userIds);
        }
    }

    /// Only of an open session.
    UnreadTeller unread() {
        return Objects.requireNonNull(unread, "not authenticated");
    }

    @Override
    public void heard(UnreadNews news) {
        unread().heard(news);
    }

    // ---- writing ----

    @Override
    public void write(ByteBuf frame) {
        if (state == State.CLOSING || behind) {
            frame.release();
            return;
        }
        backlog.wrote();
        boolean isLarge =
                frame.readableBytes() >= sockets.limits().compressFrom().toBytes();
        channel.write(isCompressing && isLarge ? loop.squeeze.compress(frame) : frame, channel.voidPromise());
        unflushed++;
        if (!flushing) {
            flushing = true;
            loop.flushLater(this);
        } else if (unflushed >= MOST_FLUSHED_LATE) {
            flushNow();
        }
    }

    @Override
    public boolean mark(long delivery) {
        if (lastDelivery == delivery) {
            return false;
        }
        lastDelivery = delivery;
        return true;
    }

    @Override
    public void fallenBehind() {
        behind = true;
        if (!flushing) {
            flushing = true;
            loop.flushLater(this);
        }
    }

    /// Within one turn a burst must not pile up: it is handed to the operating system now, judged at the end.
    private void flushNow() {
        unflushed = 0;
        channel.flush();
        ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
        if (pending != null
                && pending.totalPendingWriteBytes()
                        > sockets.limits().queueBytes().toBytes()) {
            behind = true;
        }
    }

    /// The end of a turn.
    void flush(long nowMillis) {
        if (state == State.OPEN) {
            unread().turnEnds(nowMillis);
        }
        flushing = false;
        unflushed = 0;
        if (state == State.CLOSING) {
            return;
        }
        channel.flush();
        if (behind || isTooSlow(nowMillis)) {
            close(CloseCode.TOO_SLOW);
        }
    }

    private boolean isTooSlow(long nowMillis) {
        ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
        return pending != null && backlog.isTooMuch(pending.size(), pending.totalPendingWriteBytes(), nowMillis);
    }

    // ---- time ----

    void tick(long nowMillis) {
        switch (state) {
            case UNAUTHENTICATED -> {
                // Once there is a token the client waits, and not we for the client.
                if (nowMillis >= authenticateBy && !held.isUnderWay()) {
                    close(CloseCode.NO_FIRST_FRAME);
                }
            }
            case WAITING -> heartbeats.tickWaiting(nowMillis);
            case OPEN -> {
                unread().turnEnds(nowMillis);
                tickOpen(nowMillis);
            }
            case CLOSING -> {}
        }
    }

    private void tickOpen(long nowMillis) {
        if (sockets.isOver(who())) {
            close(CloseCode.NOT_AUTHENTICATED);
        } else if (isTooSlow(nowMillis)) {
            close(CloseCode.TOO_SLOW);
        } else {
            heartbeats.tick(nowMillis);
        }
        idleness.tick(nowMillis);
    }

    // ---- the end ----

    void close(CloseCode code) {
        if (state == State.CLOSING) {
            return;
        }
        state = State.CLOSING;
        sockets.closed(code);
        // Not closed at once: with bytes of the client still unread, the system would send a reset, and the reset would
        // overtake the close frame. The client answers with its own close frame, or is cut after a while.
        channel.writeAndFlush(ServerFrame.close(code));
        cutLater();
    }

    /// The client closed: it gets its own code back, or this is its answer to our close frame.
    void closedByClient(int number) {
        if (state == State.CLOSING) {
            channel.close();
            return;
        }
        state = State.CLOSING;
        channel.writeAndFlush(ServerFrame.close(number, "")).addListener(ChannelFutureListener.CLOSE);
        cutLater();
    }

    private void cutLater() {
        if (channel.isOpen()) {
            loop.loop.schedule(
                    () -> channel.close(), sockets.limits().closeLinger().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// Lets go of everything; called once, when the channel is gone.
    void ended() {
        state = State.CLOSING;
        loop.remove(this);
        if (identity != null) {
            loop.hub.remove(this, List.copyOf(subscriptions()), watch == null ? List.of() : watch.watched());
        }
        subscriptions = null;
        watch = null;
    }

    // ---- holes ----

    @Override
    public void fetch(Subscription subscription, long afterSeq) {
        sockets.fetch(this, subscription, afterSeq);
    }

    @Override
    public void fetchLater(Subscription subscription, int attempt) {
        long pause = Math.min(5_000, 100L << Math.min(attempt, 6));
        loop.loop.schedule(subscription::fetchAgain, pause, TimeUnit.MILLISECONDS);
    }
}
