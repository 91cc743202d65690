package dev.parley.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.frame.ServerFrame;
import dev.parley.testkit.Cast;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// No hole between history and live, whatever happens in which order.
class ResumeTest {
    private static final UUID CONVERSATION = UUID.fromString("0190a5c0-7b3c-7d11-8a51-000000000001");

    /// What a test can let happen next. Each is possible only when its cause has happened.
    private sealed interface Step {
        /// The next message is committed: the log has it.
        record Commit() implements Step {}

        /// The oldest committed message that was not published yet reaches the gateway.
        record Publish() implements Step {}

        /// The client joins: subscribed, load asked for.
        record Join() implements Step {}

        /// The service takes its snapshot for the load.
        record Snapshot() implements Step {}

        /// The load's answer arrives.
        record Answer() implements Step {}
    }

    /// One world: a log, a topic, a hub, a session.
    private static final class World {
        final Hub hub = new Hub(Clock.systemUTC(), new InboxTenants());
        final RecordingReceiver session = new RecordingReceiver(Cast.ALICE);
        final List<Long> seen = new ArrayList<>();
        final int messages;
        long log;
        long published;
        boolean joined;
        long snapshot = -1;
        boolean answered;
        Subscription subscription;

        World(int messages) {
            this.messages = messages;
            hub.add(session);
        }

        List<Step> possible() {
            List<Step> steps = new ArrayList<>();
            if (log < messages) {
                steps.add(new Step.Commit());
            }
            if (published < log) {
                steps.add(new Step.Publish());
            }
            if (!joined) {
                steps.add(new Step.Join());
            } else if (snapshot < 0) {
                steps.add(new Step.Snapshot());
            } else if (!answered) {
                steps.add(new Step.Answer());
            }
            return steps;
        }

        void take(Step step) {
            switch (step) {
                case Step.Commit _ -> log++;
                case Step.Publish _ -> publish(++published);
                case Step.Join _ -> {
                    joined = true;
                    subscription = hub.beginLoad(session, CONVERSATION, null);
                }
                case Step.Snapshot _ -> snapshot = log;
                case Step.Answer _ -> {
                    answered = true;
                    assertThat(session.seqs()).isEmpty();
                    for (long seq = 1; seq <= snapshot; seq++) {
                        seen.add(seq);
                    }
                    hub.loaded(subscription, snapshot, null);
                }
            }
        }

        void publish(long seq) {
            ByteBuf frame = frame(seq);
            hub.deliver(new Delivery.Entry(
                    "acme", new UnreadNews.Other(CONVERSATION, seq), List.of(), new Delivery.Ending.Nobodys(), frame));
            frame.release();
            assertThat(frame.refCnt()).as("references of a frame").isLessThanOrEqualTo(1);
        }

        void answerFetches() {
            while (!session.fetches.isEmpty()) {
                RecordingReceiver.Fetch fetch = session.fetches.poll();
                List<Subscription.LogEntry> page = new ArrayList<>();
                for (long seq = fetch.afterSeq() + 1; seq <= Math.min(log, fetch.afterSeq() + 3); seq++) {
                    page.add(new Subscription.LogEntry(seq, frame(seq)));
                }
                fetch.subscription().fetched(page);
            }
        }

        List<Long> all() {
            List<Long> all = new ArrayList<>(seen);
            all.addAll(session.seqs());
            return all;
        }
    }

    private static ByteBuf frame(long seq) {
        return ServerFrame.of("new_message", ("{\"seq\":" + seq + "}").getBytes(StandardCharsets.US_ASCII));
    }

    private static List<Long> upTo(long last) {
        List<Long> seqs = new ArrayList<>();
        for (long seq = 1; seq <= last; seq++) {
            seqs.add(seq);
        }
        return seqs;
    }

    @Test
    void showsEveryEntryOnceInEveryInterleavingOfPublishWithTheJoinSteps() {
        int worlds = explore(new ArrayList<>(), 3);
        assertThat(worlds).as("interleavings tried").isGreaterThan(150);
    }

    /// Depth first over all orders; each prefix is played again in a world of its own.
    private static int explore(List<Step> path, int messages) {
        World world = new World(messages);
        path.forEach(world::take);
        List<Step> possible = world.possible();
        if (possible.isEmpty()) {
            assertThat(world.all()).as("after %s", path).isEqualTo(upTo(messages));
            assertThat(world.session.fetches).isEmpty();
            return 1;
        }
        int worlds = 0;
        for (Step step : possible) {
            path.add(step);
            worlds += explore(path, messages);
            path.removeLast();
        }
        return worlds;
    }

    @Test
    void showsEveryEntryOnceWhenRecordsAreLostDoubledAndLate() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < 2_000; round++) {
            World world = new World(12);
            while (!world.possible().isEmpty()) {
                List<Step> possible = world.possible();
                Step step = possible.get(random.nextInt(possible.size()));
                if (step instanceof Step.Publish && world.published < world.messages - 1 && random.nextInt(3) == 0) {
                    world.published++; // lost on the way; the last one never is, or nobody could know
                } else {
                    world.take(step);
                }
                if (world.published > 0 && random.nextInt(4) == 0) {
                    world.publish(random.nextLong(1, world.published + 1));
                }
                if (random.nextBoolean()) {
                    world.answerFetches();
                }
            }
            world.answerFetches();
            assertThat(world.all()).as("seed %d, round %d", seed, round).isEqualTo(upTo(12));
        }
    }

    @Test
    void holdsBackWhatComesBehindAHoleUntilItIsFilled() {
        World world = live(2);
        world.publish(4);
        world.publish(5);
        assertThat(world.session.seqs()).isEmpty();
        world.log = 5;
        world.answerFetches();
        assertThat(world.session.seqs()).containsExactly(3L, 4L, 5L);
    }

    @Test
    void triesAgainWhenTheLogCannotBeReachedAndGivesUpWithAResume() {
        World world = live(0);
        world.publish(2);
        for (int i = 0; i < 9; i++) {
            world.subscription.fetchFailed();
            assertThat(world.session.later.poll()).isSameAs(world.subscription);
        }
        assertThat(world.session.fallenBehind).isFalse();
        world.subscription.fetchFailed();
        assertThat(world.session.fallenBehind).isTrue();
    }

    @Test
    void goesOnWhenTheLogItselfHasNothingBetween() {
        World world = live(0);
        world.publish(2);
        for (int i = 0; i < 3; i++) {
            world.subscription.fetched(List.of());
        }
        assertThat(world.session.seqs()).containsExactly(2L);
        world.publish(3);
        assertThat(world.session.seqs()).containsExactly(2L, 3L);
    }

    @Test
    void fetchesWhatDidNotFitWhileLoading() {
        World world = new World(0);
        world.take(new Step.Join());
        for (long seq = 1; seq <= 300; seq++) {
            world.publish(seq);
        }
        world.log = 300;
        world.take(new Step.Snapshot());
        world.snapshot = 10;
        world.take(new Step.Answer());
        world.answerFetches();
        assertThat(world.all()).isEqualTo(upTo(300));
    }

    @Test
    void fetchesAnEntryOfAKindThatItDoesNotKnow() {
        World world = live(1);
        world.hub.deliver(new Delivery.UnknownEntry("acme", CONVERSATION, 2));
        world.log = 2;
        world.answerFetches();
        assertThat(world.session.seqs()).containsExactly(2L);
    }

    @Test
    void keepsALiveSessionLiveWhenAnotherJoinFails() {
        World world = live(1);
        world.hub.beginLoad(world.session, CONVERSATION, world.subscription);
        world.publish(2);
        assertThat(world.session.seqs()).isEmpty();
        world.hub.loadFailed(world.subscription);
        assertThat(world.session.seqs()).containsExactly(2L);
    }

    @Test
    void showsNothingOfWhatItCollectedToOneWhoIsRefused() {
        World world = new World(0);
        world.take(new Step.Join());
        world.publish(1);
        world.hub.loadFailed(world.subscription);
        world.hub.leave(world.subscription, false);
        world.publish(2);
        assertThat(world.session.got).isEmpty();
        assertThat(world.hub.rooms()).isZero();
    }

    @Test
    void ignoresTheAnswerToAQuestionThatALaterJoinHasMadeVoid() {
        World world = live(0);
        world.publish(3);
        world.hub.beginLoad(world.session, CONVERSATION, world.subscription);
        world.log = 3;
        world.answerFetches();
        assertThat(world.session.seqs()).isEmpty();
        world.hub.loaded(world.subscription, 3, null);
        world.publish(4);
        assertThat(world.session.seqs()).containsExactly(4L);
    }

    private static World live(long head) {
        World world = new World(0);
        world.take(new Step.Join());
        world.log = head;
        world.take(new Step.Snapshot());
        world.take(new Step.Answer());
        return world;
    }
}
