package dev.parley.gateway.fallback;

import dev.parley.gateway.backend.Answer;
import dev.parley.gateway.fanout.Hub;
import dev.parley.gateway.fanout.Receiver;
import dev.parley.gateway.fanout.Subscription;
import dev.parley.gateway.fanout.UnreadNews;
import dev.parley.gateway.frame.ServerFrame;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.unread.UnreadQuestions;
import dev.parley.gateway.unread.UnreadReader;
import dev.parley.gateway.unread.UnreadTeller;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who follows without a socket. Confined to its event loop.
final class Follower implements Receiver, UnreadReader {
    /// Later than this after its first event nobody still waits for events of conversations that were opened before.
    private static final long FRESH_MILLIS = 60_000;

    private static final String TYPING = "typing_update";
    private static final String ARRIVAL = "participant_changed";
    private static final JsonMapper JSON = JsonMapper.shared();

    final UUID id;
    final EventLoop loop;
    final Hub hub;
    final Outbox outbox;
    final boolean isPolling;
    private final Identity who;
    private final String token;
    private final Followers followers;

    /// Longest quiet first.
    private final Map<UUID, Place> places = new LinkedHashMap<>();

    /// Conversations without a place of which an entry came while the first load was under way.
    private final Map<UUID, Heard> heard = new HashMap<>();

    /// None for a poll: it has been answered before there is anything to tell.
    private final @Nullable UnreadTeller unread;

    private @Nullable Outlet outlet;
    private boolean isLoading = true;
    private boolean isReplaying;
    private boolean isFull;
    private boolean ended;
    private long lastDelivery;

    /// The first and the last entry that came.
    record Heard(long first, long last) {}

    /// @param isPolling whether what does not fit is simply left for the next time
    Follower(
            UUID id,
            EventLoop loop,
            Hub hub,
            Outbox outbox,
            boolean isPolling,
            Identity who,
            String token,
            UnreadQuestions questions,
            Followers followers) {
        this.id = id;
        this.isPolling = isPolling;
        this.loop = loop;
        this.hub = hub;
        this.outbox = outbox;
        this.who = who;
        this.token = token;
        this.followers = followers;
        this.unread = isPolling ? null : new UnreadTeller(this, questions);
    }

    Identity who() {
        return who;
    }

    @Override
    public String token() {
        return token;
    }

    @Override
    public String tenant() {
        return who.tenant();
    }

    @Override
    public UUID userId() {
        return who.userId();
    }

    @Override
    public boolean isStaff() {
        return who.role().isStaff();
    }

    @Override
    public boolean isClosing() {
        return ended;
    }

    @Override
    public void heard(UnreadNews news) {
        if (unread != null) {
            unread.heard(news);
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

    // ---- places ----

    Collection<Place> places() {
        return List.copyOf(places.values());
    }

    @Nullable Place place(UUID conversationId) {
        return places.get(conversationId);
    }

    Place take(Cursor.Position position) {
        Place place = new Place(position, hub.beginLoad(this, position.conversationId(), null));
        if (position.isFresh()) {
            place.freshUntil = followers.nowMillis() + FRESH_MILLIS;
        }
        places.put(position.conversationId(), place);
        return place;
    }

    /// A place whose conversation nobody has told us of in a load.
    Place takeFresh(UUID conversationId, long seq) {
        return take(new Cursor.Position(conversationId, 0, seq, false, true));
    }

    /// Says nothing of what waited: it may not be seen.
    void drop(Place place) {
        places.remove(place.conversationId, place);
        hub.loadFailed(place.subscription);
        hub.leave(place.subscription, false);
    }

    void takesPart(UUID conversationId) {
        Place place = places.get(conversationId);
        if (place != null) {
            place.isByJoinOnly = false;
        }
    }

    @Override
    public void revoked(Subscription subscription) {
        places.remove(subscription.conversationId());
    }

    String cursor() {
        long now = followers.nowMillis();
        List<Cursor.Position> positions = places.values().stream()
                .filter(place -> place.seq >= 0)
                .map(place -> place.position(now))
                .toList();
        return new Cursor(positions).text();
    }

    // ---- what comes ----

    @Override
    public void write(ByteBuf frame) {
        byte[] envelope = ServerFrame.envelope(frame);
        if (!isHidden(envelope)) {
            put(envelope, false, false);
        }
    }

    /// Who is writing is shown to those who asked for the conversation, like on a socket.
    private boolean isHidden(byte[] envelope) {
        if (!Event.typeOf(envelope).equals(TYPING)) {
            return false;
        }
        String conversationId =
                JSON.readTree(envelope).path("data").path("conversationId").asString("");
        return places.values().stream()
                .noneMatch(place ->
                        place.isJoined && place.conversationId.toString().equals(conversationId));
    }

    @Override
    public void writeEntry(UUID conversationId, long seq, ByteBuf frame) {
        byte[] envelope = ServerFrame.envelope(frame);
        Place place = places.get(conversationId);
        if (place != null) {
            entry(place, seq, envelope);
        } else if (isLoading) {
            heard.merge(conversationId, new Heard(seq, seq), (before, now) -> new Heard(before.first, now.last));
        } else if (!ended && !isFull) {
            followers.catchUp().from(this, takeFresh(conversationId, seq - 1));
        }
    }

    Map<UUID, Heard> heard() {
        return heard;
    }

    void entry(Place place, long seq, byte[] envelope) {
        if (isFull || ended) {
            return;
        }
        if (place.isByJoinOnly && isOwnArrival(envelope)) {
            place.isByJoinOnly = false;
        }
        long before = place.seq;
        place.seq = seq;
        places.remove(place.conversationId);
        places.put(place.conversationId, place);
        if (!put(envelope, true, isReplaying)) {
            place.seq = before;
        }
    }

    private boolean isOwnArrival(byte[] envelope) {
        if (!Event.typeOf(envelope).equals(ARRIVAL)) {
            return false;
        }
        JsonNode data = JSON.readTree(envelope).path("data");
        return data.path("change").asString("").equals("JOINED")
                && data.path("userId").asString("").equals(who.userId().toString());
    }

    /// The reader cannot be brought from where they are to the head: they are told so, and go on from there.
    void lost(Place place, Loaded loaded, String reason) {
        if (isFull || ended) {
            return;
        }
        long before = place.seq;
        place.seq = loaded.headSeq();
        byte[] envelope = ServerFrame.envelope(ServerFrame.of("resync", data -> {
            data.writeStringProperty("conversationId", place.conversationId.toString());
            if (loaded.claimId() == null) {
                data.writeNullProperty("claimId");
            } else {
                data.writeStringProperty("claimId", loaded.claimId().toString());
            }
            data.writeStringProperty("epoch", loaded.epoch().toString());
            data.writeNumberProperty("headSeq", loaded.headSeq());
            data.writeStringProperty("reason", reason);
        }));
        if (!put(envelope, true, false)) {
            place.seq = before;
        }
    }

    /// @param envelope comes before everything that waits already
    /// @param counted what it tells of what is unread
    void welcomed(byte[] envelope, @Nullable Answer counted) {
        outbox.addFirst(new Event(envelope, cursor(), true), followers.nowMillis());
        if (unread != null) {
            unread.begun(counted, followers.nowMillis());
        }
    }

    /// @param isMoving whether it changes where the reader is
    /// @return false when there was no room
    boolean put(byte[] envelope, boolean isMoving, boolean isReplay) {
        if (isFull || ended) {
            return false;
        }
        Event event = new Event(envelope, isMoving ? cursor() : null, isReplay);
        boolean hasRoom = isReplay ? outbox.hasRoomForReplay(1, event.size()) : outbox.hasRoomForLive(event.size());
        if (!hasRoom) {
            isFull = true;
            tell(Outlet::overflowed);
            return false;
        }
        outbox.add(event, followers.nowMillis());
        tell(Outlet::arrived);
        return true;
    }

    private void tell(Consumer<Outlet> what) {
        Outlet known = outlet;
        if (known != null) {
            what.accept(known);
        }
    }

    // ---- from loading to live ----

    void replaying(boolean yes) {
        isReplaying = yes;
    }

    /// Everything known now came from a load that left nothing out.
    void loaded() {
        isLoading = false;
        heard.clear();
        if (!isFull) {
            places.values().forEach(place -> place.freshUntil = 0);
        }
    }

    /// From now on what comes goes there; what has come waits in the outbox.
    void opened(Outlet way) {
        outlet = way;
        if (isFull) {
            way.overflowed();
        } else if (!outbox.isEmpty()) {
            way.arrived();
        }
    }

    boolean isEnded() {
        return ended;
    }

    // ---- holes ----

    @Override
    public void fetch(Subscription subscription, long afterSeq) {
        followers.catchUp().fetch(this, subscription, afterSeq);
    }

    @Override
    public void fetchLater(Subscription subscription, int attempt) {
        long pause = Math.min(5_000, 100L << Math.min(attempt, 6));
        loop.schedule(subscription::fetchAgain, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public void fallenBehind() {
        isFull = true;
        tell(Outlet::overflowed);
    }

    /// Access was lost in the meantime: nothing of what waits may be shown.
    void refused(Subscription subscription) {
        places.remove(subscription.conversationId());
        hub.leave(subscription, false);
    }

    // ---- time and the end ----

    void tick(long nowMillis, long mostAgeMillis) {
        if (followers.isOver(who)) {
            over(true);
        } else if (outlet instanceof EventStream stream) {
            if (unread != null) {
                unread.turnEnds(nowMillis);
            }
            stream.tick(nowMillis);
            if (outbox.ageMillis(nowMillis) > mostAgeMillis) {
                stream.overflowed();
            }
        }
    }

    /// @param isCut whether what waits must not be shown any more
    void over(boolean isCut) {
        Outlet known = outlet;
        if (known == null) {
            end();
        } else {
            known.over(isCut);
        }
    }

    /// Lets go of everything. Not to be called while a hub hands something out.
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        List<Subscription> held =
                places.values().stream().map(place -> place.subscription).toList();
        hub.remove(this, held, Set.of());
        places.clear();
        followers.ended(this);
    }
}
