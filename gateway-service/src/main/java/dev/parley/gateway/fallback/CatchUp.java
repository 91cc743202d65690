package dev.parley.gateway.fallback;

import dev.parley.gateway.backend.Answer;
import dev.parley.gateway.backend.Messaging;
import dev.parley.gateway.fanout.LogPage;
import dev.parley.gateway.fanout.Subscription;
import dev.parley.gateway.frame.ServerFrame;
import dev.parley.gateway.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What was missed, asked of messaging: at the beginning for all conversations, later for one that was not known.
///
/// At the beginning one `sync` tells of the conversations held and of those joined since the newest of them was
/// opened; fresh ones and those that the request names besides are asked for one by one, so that they do not count
/// as the newest.
final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
    private static final int PAGE = 100;

    /// What an event weighs besides its data and its cursor.
    private static final int EVENT_BYTES = 100;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Messaging messaging;

    CatchUp(Messaging messaging) {
        this.messaging = messaging;
    }

    // ---- the beginning ----

    /// Where everybody stands against the log.
    ///
    /// @param fresh of conversations that came from the sync alone, newest first
    private record Stand(Map<UUID, Loaded> held, List<Loaded> fresh) {}

    /// Completes on the follower's loop, when everything missed is in its outbox; with [Refused] when it may not go on.
    ///
    /// @param welcome makes the first event; null for none
    CompletableFuture<Follower> begin(Follower follower, Wish wish, @Nullable Welcome welcome) {
        Cursor cursor = wish.cursor();
        ObjectNode settled = JSON.createObjectNode();
        Map<UUID, CompletableFuture<Answer>> alone = new LinkedHashMap<>();
        for (Cursor.Position position : cursor == null ? List.<Cursor.Position>of() : cursor.positions()) {
            boolean isWanted = !position.isByJoin() || wish.joins().contains(position.conversationId());
            if (!isWanted) {
                continue;
            }
            follower.take(position);
            if (position.isFresh() || position.isByJoin()) {
                alone.put(position.conversationId(), join(follower, position.conversationId(), position.seq()));
            } else {
                settled.putObject(position.conversationId().toString()).put("seq", position.seq());
            }
        }
        for (UUID id : wish.joins()) {
            Place known = follower.place(id);
            if (known == null) {
                known = follower.take(new Cursor.Position(id, 0, -1, true, false));
                alone.put(id, join(follower, id, -1));
            }
            known.isJoined = true;
        }
        byte[] body = JSON.writeValueAsBytes(JSON.createObjectNode().set("cursors", settled));
        CompletableFuture<Answer> sync = messaging.sync(follower.token(), body);
        CompletableFuture<@Nullable Answer> unread =
                welcome == null ? CompletableFuture.completedFuture(null) : welcome.unread(follower.token());
        List<CompletableFuture<?>> all = new ArrayList<>(alone.values());
        all.add(sync);
        all.add(unread);
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenApplyAsync(
                        _ -> {
                            if (!follower.isEnded()) {
                                Stand stand = stand(follower, wish, sync.join(), alone);
                                apply(follower, wish, stand, welcome, unread.join());
                            }
                            return follower;
                        },
                        follower.loop);
    }

    private CompletableFuture<Answer> join(Follower follower, UUID conversationId, long afterSeq) {
        ObjectNode body = JSON.createObjectNode().put("conversationId", conversationId.toString());
        if (afterSeq >= 0) {
            body.put("afterSeq", afterSeq);
        }
        return messaging.join(follower.token(), JSON.writeValueAsBytes(body));
    }

    private static Stand stand(
            Follower follower, Wish wish, Answer synced, Map<UUID, CompletableFuture<Answer>> alone) {
        Map<UUID, Loaded> held = new LinkedHashMap<>();
        List<Loaded> fresh = new ArrayList<>();
        for (Loaded loaded : all(synced)) {
            if (follower.place(loaded.conversationId()) == null) {
                fresh.add(loaded);
            } else if (alone.containsKey(loaded.conversationId())) {
                // Not named in the sync: it is there because they take part.
                follower.takesPart(loaded.conversationId());
            } else {
                held.put(loaded.conversationId(), loaded);
            }
        }
        alone.forEach((id, call) -> {
            Answer answer = call.join();
            boolean isGone = answer.isRefusedForGood() && !wish.joins().contains(id);
            if (!isGone) {
                held.put(id, one(answer, id));
            }
        });
        return new Stand(held, fresh);
    }

    private static List<Loaded> all(Answer answer) {
        if (!answer.isOk()) {
            throw new Refused(answer);
        }
        try {
            List<Loaded> all = Loaded.ofSync(answer.body());
            if (all != null) {
                return all;
            }
        } catch (JacksonException e) {
            LOG.warn("event=sync.unreadable");
        }
        throw new Refused(Problem.INTERNAL);
    }

    private static Loaded one(Answer answer, UUID conversationId) {
        if (!answer.isOk()) {
            throw new Refused(answer);
        }
        try {
            Loaded loaded = Loaded.ofJoin(answer.body());
            if (loaded != null && loaded.conversationId().equals(conversationId)) {
                return loaded;
            }
        } catch (JacksonException e) {
            LOG.warn("event=join.unreadable conversationId={}", conversationId);
        }
        throw new Refused(Problem.INTERNAL);
    }

    /// In one turn of the loop. The first event stands where the reader is now, the replay moves on from there.
    private void apply(Follower follower, Wish wish, Stand stand, @Nullable Welcome welcome, @Nullable Answer unread) {
        for (Place place : follower.places()) {
            Loaded loaded = stand.held.get(place.conversationId);
            if (loaded == null) {
                // Named, but not answered: not, or no longer, to be seen.
                follower.drop(place);
            } else {
                stands(place, loaded);
            }
        }
        if (wish.cursor() == null) {
            // Who begins, begins now: nothing before this was missed.
            for (Loaded loaded : stand.fresh.reversed()) {
                Place place = follower.takeFresh(loaded.conversationId(), loaded.headSeq());
                stands(place, loaded);
                follower.hub.loaded(place.subscription, loaded.headSeq(), loaded.claimId());
            }
        }
        if (welcome != null) {
            follower.welcomed(welcome.envelope(follower, unread), unread);
        }
        follower.replaying(true);
        for (Place place : follower.places()) {
            Loaded loaded = stand.held.get(place.conversationId);
            if (loaded != null) {
                replay(follower, place, loaded);
            }
        }
        if (wish.cursor() != null) {
            for (Loaded loaded : stand.fresh.reversed()) {
                replay(follower, follower.takeFresh(loaded.conversationId(), 0), loaded);
            }
        }
        follower.replaying(false);
        Map<UUID, Follower.Heard> heard = Map.copyOf(follower.heard());
        follower.loaded();
        heard.forEach((id, entries) -> goOn(follower, id, entries));
    }

    private static void stands(Place place, Loaded loaded) {
        place.epoch = loaded.epoch();
        if (place.seq < 0) {
            place.seq = loaded.headSeq();
        }
    }

    /// What came of a conversation while it had no place.
    private void goOn(Follower follower, UUID conversationId, Follower.Heard heard) {
        Place place = follower.place(conversationId);
        if (place == null) {
            from(follower, follower.takeFresh(conversationId, heard.first() - 1));
        } else if (place.seq < heard.last()) {
            follower.hub.beginLoad(follower, conversationId, place.subscription);
            from(follower, place);
        }
    }

    // ---- one conversation ----

    /// Brings a place whose load has begun up to the head of the log.
    void from(Follower follower, Place place) {
        join(follower, place.conversationId, place.seq)
                .thenAcceptAsync(answer -> loaded(follower, place, answer), follower.loop);
    }

    private static void loaded(Follower follower, Place place, Answer answer) {
        if (follower.isEnded() || follower.place(place.conversationId) != place) {
            return;
        }
        if (answer.isRefusedForGood()) {
            follower.drop(place);
            return;
        }
        try {
            replay(follower, place, one(answer, place.conversationId));
        } catch (Refused e) {
            // It can come back with its cursor, and then the whole load is tried again.
            follower.fallenBehind();
        }
    }

    /// Everything up to the head of the log; then lets pass what came meanwhile.
    private static void replay(Follower follower, Place place, Loaded loaded) {
        place.epoch = loaded.epoch();
        if (place.markBefore != 0 && place.markBefore != Cursor.mark(loaded.epoch())) {
            follower.lost(place, loaded, "epoch-changed");
        } else if (place.seq > loaded.headSeq()) {
            follower.lost(place, loaded, "position-unknown");
        } else if (loaded.isMore() || !hasRoom(follower, loaded)) {
            follower.lost(place, loaded, "too-much-missed");
        } else {
            for (Loaded.Entry entry : loaded.entries()) {
                if (entry.seq() > place.seq) {
                    follower.entry(
                            place, entry.seq(), ServerFrame.envelope(ServerFrame.of(entry.type(), entry.data())));
                }
            }
        }
        follower.hub.loaded(place.subscription, place.seq, loaded.claimId());
    }

    private static boolean hasRoom(Follower follower, Loaded loaded) {
        if (follower.isPolling) {
            return true;
        }
        int count = loaded.entries().size();
        long each = EVENT_BYTES + (count == 0 ? 0 : follower.cursor().length());
        long bytes = count * each;
        for (Loaded.Entry entry : loaded.entries()) {
            bytes += entry.data().length;
        }
        return follower.outbox.hasRoomForReplay(count, bytes);
    }

    // ---- holes ----

    void fetch(Follower follower, Subscription subscription, long afterSeq) {
        messaging
                .entries(follower.token(), subscription.conversationId(), afterSeq, PAGE)
                .thenAcceptAsync(answer -> fetched(follower, subscription, answer), follower.loop);
    }

    private static void fetched(Follower follower, Subscription subscription, Answer answer) {
        if (answer.isRefusedForGood()) {
            follower.refused(subscription);
        } else if (!answer.isOk()) {
            subscription.fetchFailed();
        } else {
            try {
                subscription.fetched(LogPage.read(answer.body()));
            } catch (JacksonException e) {
                LOG.warn("event=entries.unreadable conversationId={}", subscription.conversationId());
                subscription.fetchFailed();
            }
        }
    }
}
