package dev.parley.gateway.fanout;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.ERIN;
import static dev.parley.testkit.Cast.FELIX;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.frame.ServerFrame;
import dev.parley.testkit.Cast;
import io.netty.buffer.ByteBuf;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Who gets what.
class AudienceTest {
    private static final UUID CONVERSATION = UUID.fromString("0190a5c0-7b3c-7d11-8a51-000000000001");
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T09:00:00Z"));
    private final InboxTenants inboxTenants = new InboxTenants();
    private final Hub hub = new Hub(
            new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now.get();
                }
            },
            inboxTenants);

    private RecordingReceiver session(Cast person) {
        RecordingReceiver session = new RecordingReceiver(person);
        hub.add(session);
        return session;
    }

    private Subscription join(RecordingReceiver session) {
        Subscription subscription = hub.beginLoad(session, CONVERSATION, null);
        hub.loaded(subscription, 0, null);
        return subscription;
    }

    private void entry(String tenant, long seq, Cast... participants) {
        ByteBuf frame = ServerFrame.of("new_message", data -> data.writeNumberProperty("seq", seq));
        hub.deliver(new Delivery.Entry(
                tenant,
                new UnreadNews.Written(CONVERSATION, seq, CHLOE.userId()),
                ids(participants),
                new Delivery.Ending.Nobodys(),
                frame));
        frame.release();
    }

    private static UnreadNews.Read read() {
        return new UnreadNews.Read(CONVERSATION, CHLOE.userId(), 1);
    }

    private static List<UUID> ids(Cast... people) {
        return Arrays.stream(people).map(Cast::userId).toList();
    }

    @Test
    void reachesAllSessionsOfParticipantsOnce() {
        RecordingReceiver phone = session(ALICE);
        RecordingReceiver laptop = session(ALICE);
        RecordingReceiver bruno = session(BRUNO);
        join(laptop);
        entry("acme", 1, ALICE, CHLOE);
        assertThat(phone.seqs()).containsExactly(1L);
        assertThat(laptop.seqs()).containsExactly(1L);
        assertThat(bruno.got).isEmpty();
    }

    @Test
    void neverCrossesTenants() {
        RecordingReceiver erin = session(ERIN);
        join(erin);
        entry("acme", 1, ERIN, ALICE);
        hub.deliver(new Delivery.UnknownEntry("acme", CONVERSATION, 2));
        typing("acme", CHLOE, true);
        ByteBuf frame = ServerFrame.of("message_read_receipt", data -> {});
        hub.deliver(new Delivery.Receipt("acme", read(), ids(ERIN), frame));
        frame.release();
        assertThat(erin.got).isEmpty();
        assertThat(erin.fetches).isEmpty();
    }

    @Test
    void tellsNothingToOneWhoseJoinIsNotDecidedYet() {
        RecordingReceiver bruno = session(BRUNO);
        hub.beginLoad(bruno, CONVERSATION, null);
        entry("acme", 1, ALICE);
        typing("acme", CHLOE, true);
        ByteBuf frame = ServerFrame.of("message_read_receipt", data -> {});
        hub.deliver(new Delivery.Receipt("acme", read(), ids(ALICE), frame));
        frame.release();
        assertThat(bruno.got).isEmpty();
    }

    @Test
    void forgetsASessionThatEnded() {
        RecordingReceiver alice = session(ALICE);
        Subscription subscription = join(alice);
        hub.watch(alice, ids(CHLOE));
        hub.remove(alice, List.of(subscription), ids(CHLOE));
        entry("acme", 1, ALICE);
        assertThat(alice.got).isEmpty();
        assertThat(hub.rooms()).isZero();
        assertThat(hub.people()).isZero();
    }

    @Test
    void tellsPresenceToThoseWhoWatch() {
        RecordingReceiver alice = session(ALICE);
        RecordingReceiver bruno = session(BRUNO);
        hub.watch(alice, ids(CHLOE));
        ByteBuf frame = EventFrames.presence(CHLOE.userId(), "ONLINE", null);
        hub.deliver(new Delivery.PresenceChange("acme", CHLOE.userId(), frame));
        hub.deliver(new Delivery.PresenceChange("globex", CHLOE.userId(), frame));
        assertThat(alice.got).hasSize(1);
        assertThat(bruno.got).isEmpty();
        hub.unwatch(alice, ids(CHLOE));
        hub.deliver(new Delivery.PresenceChange("acme", CHLOE.userId(), frame));
        assertThat(alice.got).hasSize(1);
        frame.release();
    }

    private void typing(String tenant, Cast who, boolean active) {
        hub.deliver(new Delivery.Typing(tenant, CONVERSATION, null, who.userId(), active));
    }

    @Test
    void showsTypingToTheOthersOnlyAndStopsItAfterThreeSeconds() {
        RecordingReceiver alice = session(ALICE);
        RecordingReceiver chloe = session(CHLOE);
        join(alice);
        join(chloe);
        typing("acme", CHLOE, true);
        assertThat(alice.got).singleElement().asString().contains(CHLOE.userId().toString());
        now.set(now.get().plus(Duration.ofMillis(2_999)));
        hub.expireTyping();
        assertThat(alice.got).hasSize(1);
        now.set(now.get().plusMillis(1));
        hub.expireTyping();
        assertThat(alice.got).hasSize(2).last().asString().contains("\"userIds\":[]");
        assertThat(chloe.got).isEmpty();
    }

    @Test
    void showsEachOfTwoTypistsTheOther() {
        RecordingReceiver alice = session(ALICE);
        RecordingReceiver chloe = session(CHLOE);
        RecordingReceiver bruno = session(BRUNO);
        join(alice);
        join(chloe);
        join(bruno);
        typing("acme", ALICE, true);
        typing("acme", CHLOE, true);
        assertThat(alice.got).singleElement().asString().contains(CHLOE.userId().toString());
        assertThat(chloe.got).singleElement().asString().contains(ALICE.userId().toString());
        assertThat(bruno.got)
                .last()
                .asString()
                .contains(ALICE.userId().toString())
                .contains(CHLOE.userId().toString());
    }

    @Test
    void endsTypingWithTheMessage() {
        RecordingReceiver alice = session(ALICE);
        join(alice);
        typing("acme", CHLOE, true);
        entry("acme", 1, ALICE);
        assertThat(alice.got).last().asString().contains("\"userIds\":[]");
    }

    @Test
    void showsWhoIsTypingToOneWhoJoinsLater() {
        RecordingReceiver alice = session(ALICE);
        join(alice);
        typing("acme", CHLOE, true);
        RecordingReceiver bruno = session(BRUNO);
        join(bruno);
        assertThat(bruno.got).singleElement().asString().contains(CHLOE.userId().toString());
    }

    @Test
    void tellsThoseWhoTakePartWhatCountsAndNobodyElse() {
        RecordingReceiver alice = session(ALICE);
        RecordingReceiver laptop = session(ALICE);
        RecordingReceiver bruno = session(BRUNO);
        join(laptop);
        join(bruno);
        entry("acme", 1, ALICE, CHLOE);
        entry("globex", 2, ALICE);
        ByteBuf frame = ServerFrame.of("message_read_receipt", data -> {});
        hub.deliver(new Delivery.Receipt("acme", read(), ids(ALICE), frame));
        frame.release();
        UnreadNews written = new UnreadNews.Written(CONVERSATION, 1, CHLOE.userId());
        assertThat(alice.news).containsExactly(written, read());
        assertThat(laptop.news).containsExactly(written, read());
        assertThat(bruno.news).isEmpty();
    }

    @Test
    void tellsWhatHappensToClaimsToStaffOfTheTenantWhoWatch() {
        RecordingReceiver chloe = session(CHLOE);
        RecordingReceiver karim = session(KARIM);
        RecordingReceiver felix = session(FELIX);
        hub.watchInbox(chloe);
        hub.watchInbox(chloe);
        hub.watchInbox(felix);
        inboxChange("acme");
        assertThat(chloe.got).singleElement().asString().contains("inbox_update");
        assertThat(karim.got).isEmpty();
        assertThat(felix.got).isEmpty();
        hub.unwatchInbox(chloe);
        assertThat(inboxTenants.isWatched("acme")).isFalse();
        assertThat(inboxTenants.isWatched("globex")).isTrue();
        inboxChange("acme");
        assertThat(chloe.got).hasSize(1);
        hub.remove(felix, List.of(), List.of());
        assertThat(inboxTenants.isWatched("globex")).isFalse();
    }

    @Test
    void tellsNothingOfAllClaimsToOneWhoIsNoStaffWhateverTheyWatch() {
        RecordingReceiver alice = session(ALICE);
        hub.watchInbox(alice);
        inboxChange("acme");
        assertThat(alice.got).isEmpty();
    }

    private void inboxChange(String tenant) {
        ByteBuf frame = ServerFrame.of("inbox_update", data -> {});
        hub.deliver(new Delivery.InboxChange(tenant, frame));
        frame.release();
    }
}
