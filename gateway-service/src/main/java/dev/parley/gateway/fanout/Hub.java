package dev.parley.gateway.fanout;

import dev.parley.gateway.frame.ServerFrame;
import dev.parley.gateway.typing.Typists;
import io.netty.buffer.ByteBuf;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The sessions of one event loop, by user and by conversation. Confined to that loop, so nothing here is locked.
public final class Hub {
    private final Clock clock;
    private final Map<Person, List<Receiver>> sessions = new HashMap<>();
    private final Map<Person, List<Receiver>> watchers = new HashMap<>();
    private final Map<UUID, Room> rooms = new HashMap<>();
    private final Map<String, Set<Receiver>> inboxes = new HashMap<>();
    private final InboxTenants inboxTenants;
    private final Set<Room> typingRooms = new LinkedHashSet<>();
    private long deliveries;

    private record Person(String tenant, UUID userId) {}

    /// @param inboxTenants told for which tenants somebody watches all claims
    Hub(Clock clock, InboxTenants inboxTenants) {
        this.clock = clock;
        this.inboxTenants = inboxTenants;
    }

    // ---- sessions come and go ----

    public void add(Receiver receiver) {
        put(sessions, new Person(receiver.tenant(), receiver.userId()), receiver);
    }

    /// To be called once for every added session, with everything it held.
    public void remove(Receiver receiver, Collection<Subscription> subscriptions, Collection<UUID> watched) {
        take(sessions, new Person(receiver.tenant(), receiver.userId()), receiver);
        subscriptions.forEach(subscription -> leave(subscription, false));
        unwatch(receiver, watched);
        unwatchInbox(receiver);
    }

    /// The place of `receiver` in a conversation, in which from now on nothing passes it by. Ask for the load after
    /// this.
    ///
    /// @param known the place it already has there, if any
    public Subscription beginLoad(Receiver receiver, UUID conversationId, @Nullable Subscription known) {
        Subscription subscription = known;
        if (subscription == null) {
            Room room = rooms.computeIfAbsent(conversationId, Room::new);
            subscription = new Subscription(receiver, room);
            room.subscriptions.add(subscription);
        }
        subscription.loadBegins();
        return subscription;
    }

    /// The load was answered, and the answer written.
    public void loaded(Subscription subscription, long headSeq, @Nullable UUID claimId) {
        if (subscription.hasEnded()) {
            return;
        }
        subscription.loaded(headSeq, claimId);
        if (subscription.mustEnd()) {
            revoke(subscription);
            return;
        }
        Typists typists = subscription.room.typists;
        if (typists != null && !typists.isEmpty()) {
            tellTyping(subscription, typists.userIds());
        }
    }

    public void loadFailed(Subscription subscription) {
        if (!subscription.hasEnded()) {
            subscription.loadFailed();
            if (subscription.mustEnd()) {
                revoke(subscription);
            }
        }
    }

    private void revoke(Subscription subscription) {
        leave(subscription, true);
        subscription.receiver.revoked(subscription);
    }

    /// @param isAllowed whether what was held back may still be shown
    public void leave(Subscription subscription, boolean isAllowed) {
        if (subscription.hasEnded()) {
            return;
        }
        Room room = subscription.room;
        room.subscriptions.remove(subscription);
        subscription.end(isAllowed);
        if (room.subscriptions.isEmpty()) {
            rooms.remove(room.conversationId, room);
            typingRooms.remove(room);
        }
    }

    public void watch(Receiver receiver, Collection<UUID> userIds) {
        userIds.forEach(userId -> put(watchers, new Person(receiver.tenant(), userId), receiver));
    }

    public void unwatch(Receiver receiver, Collection<UUID> userIds) {
        userIds.forEach(userId -> take(watchers, new Person(receiver.tenant(), userId), receiver));
    }

    /// All claims of the receiver's tenant. Only staff are told; who is no longer staff hears nothing more.
    public void watchInbox(Receiver receiver) {
        if (inboxes.computeIfAbsent(receiver.tenant(), _ -> new LinkedHashSet<>())
                .add(receiver)) {
            inboxTenants.begin(receiver.tenant());
        }
    }

    public void unwatchInbox(Receiver receiver) {
        Set<Receiver> watching = inboxes.get(receiver.tenant());
        if (watching != null && watching.remove(receiver)) {
            inboxTenants.end(receiver.tenant());
            if (watching.isEmpty()) {
                inboxes.remove(receiver.tenant());
            }
        }
    }

    private static void put(Map<Person, List<Receiver>> map, Person person, Receiver receiver) {
        map.computeIfAbsent(person, _ -> new ArrayList<>(1)).add(receiver);
    }

    private static void take(Map<Person, List<Receiver>> map, Person person, Receiver receiver) {
        List<Receiver> receivers = map.get(person);
        if (receivers != null && receivers.remove(receiver) && receivers.isEmpty()) {
            map.remove(person);
        }
    }

    // ---- events ----

    void deliver(Delivery delivery) {
        switch (delivery) {
            case Delivery.Entry entry -> entry(entry);
            case Delivery.UnknownEntry entry -> unknownEntry(entry);
            case Delivery.Receipt receipt -> receipt(receipt);
            case Delivery.Typing typing -> typing(typing);
            case Delivery.Personal personal ->
                sendTo(sessions, new Person(personal.tenant(), personal.userId()), personal.frame());
            case Delivery.PresenceChange change ->
                sendTo(watchers, new Person(change.tenant(), change.userId()), change.frame());
            case Delivery.InboxChange change -> inboxChange(change);
        }
    }

    private void entry(Delivery.Entry entry) {
        long delivery = ++deliveries;
        Room room = rooms.get(entry.conversationId());
        if (room != null) {
            room.head = Math.max(room.head, entry.seq());
            List<Subscription> over = new ArrayList<>(0);
            for (Subscription subscription : room.subscriptions) {
                if (subscription.receiver.tenant().equals(entry.tenant())) {
                    subscription.receiver.mark(delivery);
                    offer(subscription, entry);
                    if (subscription.mustEnd()) {
                        over.add(subscription);
                    }
                }
            }
            over.forEach(this::revoke);
            UUID author = entry.authorId();
            if (author != null) {
                stopTyping(room, entry.tenant(), author);
            }
        }
        toParticipants(
                entry.tenant(),
                entry.participantIds(),
                entry.news(),
                delivery,
                receiver -> receiver.writeEntry(
                        entry.conversationId(), entry.seq(), entry.frame().retainedDuplicate()));
        part(entry);
    }

    /// Whoever was in the conversation may know less of those who were in it with them.
    private void part(Delivery.Entry entry) {
        if (entry.ending() instanceof Delivery.Ending.Nobodys) {
            return;
        }
        for (UUID userId : entry.participantIds()) {
            List<UUID> others = entry.ending().partedFrom(userId, entry.participantIds());
            sessions.getOrDefault(new Person(entry.tenant(), userId), List.of())
                    .forEach(receiver -> receiver.partedFrom(others));
        }
    }

    private static void offer(Subscription subscription, Delivery.Entry entry) {
        boolean isParticipant = entry.participantIds().contains(subscription.receiver.userId());
        if (entry.ending().concerns(subscription.receiver)) {
            subscription.offerLast(entry.seq(), isParticipant, entry.frame());
        } else {
            subscription.offer(entry.seq(), isParticipant, entry.frame());
        }
    }

    private void unknownEntry(Delivery.UnknownEntry entry) {
        Room room = rooms.get(entry.conversationId());
        if (room != null) {
            room.head = Math.max(room.head, entry.seq());
            forEntered(room, entry.tenant(), subscription -> subscription.missing(entry.seq()));
        }
    }

    private void receipt(Delivery.Receipt receipt) {
        long delivery = ++deliveries;
        Room room = rooms.get(receipt.news().conversationId());
        if (room != null) {
            forEntered(room, receipt.tenant(), subscription -> {
                subscription.receiver.mark(delivery);
                subscription.receiver.write(receipt.frame().retainedDuplicate());
            });
        }
        toParticipants(
                receipt.tenant(),
                receipt.participantIds(),
                receipt.news(),
                delivery,
                receiver -> receiver.write(receipt.frame().retainedDuplicate()));
    }

    private void toParticipants(
            String tenant, List<UUID> participantIds, UnreadNews news, long delivery, Consumer<Receiver> action) {
        for (UUID userId : participantIds) {
            for (Receiver receiver : sessions.getOrDefault(new Person(tenant, userId), List.of())) {
                if (receiver.mark(delivery)) {
                    action.accept(receiver);
                }
                receiver.heard(news);
            }
        }
    }

    private void inboxChange(Delivery.InboxChange change) {
        for (Receiver receiver : inboxes.getOrDefault(change.tenant(), Set.of())) {
            if (receiver.isStaff() && receiver.tenant().equals(change.tenant())) {
                receiver.write(change.frame().retainedDuplicate());
            }
        }
    }

    private static void sendTo(Map<Person, List<Receiver>> map, Person person, ByteBuf frame) {
        for (Receiver receiver : map.getOrDefault(person, List.of())) {
            receiver.write(frame.retainedDuplicate());
        }
    }

    /// Only those whose join was granted and not taken back: one that is still being decided must not hear anything.
    private static void forEntered(Room room, String tenant, Consumer<Subscription> action) {
        for (Subscription subscription : room.subscriptions) {
            if (subscription.isAllowed() && subscription.receiver.tenant().equals(tenant)) {
                action.accept(subscription);
            }
        }
    }

    // ---- typing ----

    private void typing(Delivery.Typing typing) {
        Room room = rooms.get(typing.conversationId());
        if (room == null) {
            return;
        }
        if (!typing.active()) {
            stopTyping(room, typing.tenant(), typing.userId());
            return;
        }
        Typists typists = room.typists;
        if (typists == null) {
            typists = new Typists();
            room.typists = typists;
        }
        if (typists.start(typing.userId(), clock.instant())) {
            typingRooms.add(room);
            tellTyping(room, typing.tenant(), List.of(typing.userId()), typists);
        }
    }

    private void stopTyping(Room room, String tenant, UUID userId) {
        Typists typists = room.typists;
        if (typists != null && typists.stop(userId)) {
            tellTyping(room, tenant, List.of(userId), typists);
            forgetIfQuiet(room, typists);
        }
    }

    /// To be called a few times a second.
    public void expireTyping() {
        if (typingRooms.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        for (Room room : List.copyOf(typingRooms)) {
            Typists typists = room.typists;
            List<UUID> gone = typists == null ? List.of() : typists.expire(now);
            if (typists != null && !gone.isEmpty()) {
                tellTyping(room, room.subscriptions.getFirst().receiver.tenant(), gone, typists);
                forgetIfQuiet(room, typists);
            }
        }
    }

    private void forgetIfQuiet(Room room, Typists typists) {
        if (typists.isEmpty()) {
            room.typists = null;
            typingRooms.remove(room);
        }
    }

    /// Nobody is told about oneself: a change that is only about the receiver is not sent to the receiver.
    private static void tellTyping(Room room, String tenant, List<UUID> changed, Typists typists) {
        List<UUID> writing = typists.userIds();
        ByteBuf forOthers = typingFrame(room, writing);
        try {
            forEntered(room, tenant, subscription -> {
                Receiver receiver = subscription.receiver;
                if (writing.contains(receiver.userId())) {
                    if (changed.size() > 1 || !changed.contains(receiver.userId())) {
                        tellTyping(subscription, writing);
                    }
                } else if (changed.size() > 1 || !changed.contains(receiver.userId())) {
                    receiver.write(forOthers.retainedDuplicate());
                }
            });
        } finally {
            forOthers.release();
        }
    }

    private static void tellTyping(Subscription subscription, List<UUID> writing) {
        UUID self = subscription.receiver.userId();
        List<UUID> others =
                writing.stream().filter(userId -> !userId.equals(self)).toList();
        subscription.receiver.write(typingFrame(subscription.room, others));
    }

    private static ByteBuf typingFrame(Room room, List<UUID> userIds) {
        return ServerFrame.of("typing_update", data -> {
            data.writeStringProperty("conversationId", room.conversationId.toString());
            if (room.claimId == null) {
                data.writeNullProperty("claimId");
            } else {
                data.writeStringProperty("claimId", room.claimId.toString());
            }
            data.writeArrayPropertyStart("userIds");
            userIds.forEach(userId -> data.writeString(userId.toString()));
            data.writeEndArray();
        });
    }

    int rooms() {
        return rooms.size();
    }

    int people() {
        return sessions.size();
    }
}
