package dev.parley.gateway.fanout;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.frame.ServerFrame;
import dev.parley.testkit.Cast;
import io.netty.buffer.ByteBuf;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Nobody hears anything after the entry that took their access away, whatever was under way for them.
class RevocationTest {
    private static final UUID CONVERSATION = UUID.fromString("0190a5c0-7b3c-7d11-8a51-000000000001");
    private static final Delivery.Ending NOBODYS = new Delivery.Ending.Nobodys();
    private static final Delivery.Ending EVERYBODYS = new Delivery.Ending.Everybodys();
    private final Hub hub = new Hub(Clock.systemUTC(), new InboxTenants());
    private final List<ByteBuf> frames = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final RecordingReceiver bruno = session(BRUNO);

    private RecordingReceiver session(Cast person) {
        RecordingReceiver session = new RecordingReceiver(person);
        hub.add(session);
        return session;
    }

    @AfterEach
    void keepsNoFrame() {
        subscriptions.forEach(subscription -> hub.leave(subscription, false));
        assertThat(frames).allSatisfy(frame -> assertThat(frame.refCnt()).isZero());
    }

    private Subscription beginLoad(RecordingReceiver session) {
        Subscription subscription = hub.beginLoad(session, CONVERSATION, null);
        subscriptions.add(subscription);
        return subscription;
    }

    private Subscription join(RecordingReceiver session, long head) {
        Subscription subscription = beginLoad(session);
        hub.loaded(subscription, head, null);
        return subscription;
    }

    private ByteBuf frame(long seq) {
        ByteBuf frame = ServerFrame.of("entry", data -> data.writeNumberProperty("seq", seq));
        frames.add(frame);
        return frame;
    }

    private void entry(long seq, Delivery.Ending ending, Cast... audience) {
        ByteBuf frame = frame(seq);
        List<UUID> ids = Arrays.stream(audience).map(Cast::userId).toList();
        hub.deliver(new Delivery.Entry("acme", new UnreadNews.Other(CONVERSATION, seq), ids, ending, frame));
        frame.release();
    }

    private void sent(long seq, Cast... participants) {
        entry(seq, NOBODYS, participants);
    }

    private void left(long seq, Cast who, boolean isAboutClaim, Cast... remaining) {
        Cast[] audience = Arrays.copyOf(remaining, remaining.length + 1);
        audience[remaining.length] = who;
        entry(seq, new Delivery.Ending.OfOneWhoLeft(who.userId(), isAboutClaim), audience);
    }

    private void receipt(Cast... participants) {
        ByteBuf frame = ServerFrame.of("message_read_receipt", data -> {});
        frames.add(frame);
        List<UUID> ids = Arrays.stream(participants).map(Cast::userId).toList();
        hub.deliver(new Delivery.Receipt("acme", new UnreadNews.Read(CONVERSATION, CHLOE.userId(), 1), ids, frame));
        frame.release();
    }

    @Test
    void letsTheEntryThatTakesTheAccessAwayBeTheLast() {
        Subscription subscription = join(bruno, 1);
        RecordingReceiver phone = session(BRUNO);
        RecordingReceiver alice = session(ALICE);
        sent(2, ALICE, BRUNO);
        left(3, BRUNO, false, ALICE);
        sent(4, ALICE);
        receipt(ALICE);
        hub.deliver(new Delivery.UnknownEntry("acme", CONVERSATION, 5));
        assertThat(bruno.seqs()).containsExactly(2L, 3L);
        assertThat(bruno.got).hasSize(2);
        assertThat(bruno.revoked).containsExactly(subscription);
        assertThat(phone.seqs()).containsExactly(2L, 3L);
        assertThat(alice.seqs()).containsExactly(2L, 3L, 4L);
        assertThat(hub.rooms()).isZero();
    }

    @Test
    void letsStaffStayInAConversationAboutAClaimOnly() {
        RecordingReceiver chloe = session(CHLOE);
        join(chloe, 1);
        left(2, CHLOE, true, ALICE);
        sent(3, ALICE);
        assertThat(chloe.seqs()).containsExactly(2L, 3L);
        left(4, CHLOE, false, ALICE);
        sent(5, ALICE);
        assertThat(chloe.seqs()).containsExactly(2L, 3L, 4L);
    }

    @Test
    void endsTheAccessOfACustomerWhoLeavesAConversationAboutAClaim() {
        join(bruno, 1);
        left(2, BRUNO, true, ALICE);
        sent(3, ALICE);
        assertThat(bruno.seqs()).containsExactly(2L);
    }

    @Test
    void showsNothingOfWhatIsBeingFetchedWhenTheAccessEnds() {
        Subscription subscription = join(bruno, 1);
        sent(4, ALICE);
        assertThat(bruno.fetches).hasSize(1);
        left(5, BRUNO, false, ALICE);
        subscription.fetched(List.of(
                new Subscription.LogEntry(2, frame(2)),
                new Subscription.LogEntry(3, frame(3)),
                new Subscription.LogEntry(4, frame(4))));
        subscription.fetchFailed();
        subscription.fetchAgain();
        assertThat(bruno.seqs()).containsExactly(5L);
        assertThat(bruno.fetches).hasSize(1);
        assertThat(bruno.later).isEmpty();
    }

    @Test
    void endsAJoinThatWasGrantedBeforeTheAccessEndedAndAnsweredAfterwards() {
        Subscription subscription = beginLoad(bruno);
        left(2, BRUNO, false, ALICE);
        sent(3, ALICE);
        receipt(ALICE);
        assertThat(bruno.got).isEmpty();
        hub.loaded(subscription, 1, null);
        sent(4, ALICE);
        assertThat(bruno.seqs()).containsExactly(2L);
        assertThat(bruno.got).hasSize(1);
        assertThat(bruno.revoked).containsExactly(subscription);
    }

    @Test
    void endsTheOldPlaceOfOneWhoseNewJoinCannotBeAnswered() {
        Subscription subscription = join(bruno, 1);
        hub.beginLoad(bruno, CONVERSATION, subscription);
        left(2, BRUNO, false, ALICE);
        sent(3, ALICE);
        receipt(ALICE);
        hub.loadFailed(subscription);
        sent(4, ALICE);
        assertThat(bruno.got).hasSize(1);
        assertThat(bruno.seqs()).containsExactly(2L);
    }

    @Test
    void letsOneStayWhoWasAddedAgainBeforeTheJoinWasGranted() {
        Subscription subscription = beginLoad(bruno);
        left(2, BRUNO, false, ALICE);
        sent(3, ALICE, BRUNO);
        hub.loaded(subscription, 3, null);
        sent(4, ALICE, BRUNO);
        assertThat(bruno.seqs()).containsExactly(4L);
        assertThat(bruno.revoked).isEmpty();
    }

    @Test
    void ignoresARepeatOfAnEndThatWasBeforeTheJoin() {
        join(bruno, 3);
        left(2, BRUNO, false, ALICE);
        sent(4, ALICE, BRUNO);
        assertThat(bruno.seqs()).containsExactly(4L);
    }

    @Test
    void endsEverybodysAccessToWhatIsDeleted() {
        RecordingReceiver diane = session(DIANE);
        join(bruno, 1);
        join(diane, 1);
        entry(2, EVERYBODYS, ALICE, BRUNO);
        sent(3, ALICE);
        assertThat(bruno.seqs()).containsExactly(2L);
        assertThat(diane.seqs()).containsExactly(2L);
        assertThat(diane.revoked).hasSize(1);
        assertThat(hub.rooms()).isZero();
    }

    @Test
    void tellsOneWhoFillsAHoleThatTheConversationIsGone() {
        RecordingReceiver diane = session(DIANE);
        join(diane, 1);
        sent(3, ALICE);
        entry(4, EVERYBODYS, ALICE);
        assertThat(diane.seqs()).containsExactly(4L);
    }

    @Test
    void tellsEachWithWhomTheyMayShareNoConversationAnyMore() {
        RecordingReceiver alice = session(ALICE);
        RecordingReceiver chloe = session(CHLOE);
        RecordingReceiver erin = session(Cast.ERIN);
        sent(2, ALICE, BRUNO, CHLOE, Cast.ERIN);
        assertThat(alice.partedFrom).isEmpty();
        left(3, BRUNO, false, ALICE, CHLOE);
        assertThat(alice.partedFrom).containsExactly(List.of(BRUNO.userId()));
        assertThat(bruno.partedFrom).containsExactly(List.of(ALICE.userId(), CHLOE.userId(), BRUNO.userId()));
        entry(4, EVERYBODYS, ALICE, CHLOE, Cast.ERIN);
        assertThat(chloe.partedFrom).last().isEqualTo(List.of(ALICE.userId(), CHLOE.userId(), Cast.ERIN.userId()));
        assertThat(erin.partedFrom).isEmpty();
    }

    @Test
    void neverEndsTheAccessOfAnotherTenant() {
        RecordingReceiver erin = session(Cast.ERIN);
        join(erin, 1);
        entry(2, EVERYBODYS, Cast.ERIN);
        assertThat(erin.got).isEmpty();
        assertThat(erin.revoked).isEmpty();
    }
}
