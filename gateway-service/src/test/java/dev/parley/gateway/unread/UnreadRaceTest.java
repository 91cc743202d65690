package dev.parley.gateway.unread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.fanout.UnreadNews;
import dev.parley.testkit.Cast;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Thousands of runs in a small world: people write, read, withdraw, come and go, while events, receipts, questions and
/// answers travel at their own speed. When all is quiet, what a session was told must be what a recount gives.
class UnreadRaceTest {
    private static final int RUNS = 1_500;
    private static final int STEPS = 120;
    private static final UUID ALICE = Cast.ALICE.userId();
    private static final UUID CHLOE = Cast.CHLOE.userId();

    @ParameterizedTest
    @ValueSource(ints = {100, 3})
    void endsWithTheNumbersOfARecount(int mostHeld) {
        UnreadCounts.Bounds bounds = new UnreadCounts.Bounds(mostHeld, 2, mostHeld);
        for (long seed = 1; seed <= RUNS; seed++) {
            World world = new World(seed, bounds);
            for (int step = 0; step < STEPS; step++) {
                world.step();
            }
            world.quiet();
            if (mostHeld > world.talks.size()) {
                assertThat(world.toldByConversation())
                        .as("told with seed %d", seed)
                        .isEqualTo(world.recount());
            }
            assertThat(world.told.total)
                    .as("total with seed %d, at most %d held", seed, mostHeld)
                    .isEqualTo(world.recount().values().stream()
                            .mapToLong(each -> each)
                            .sum());
        }
    }

    /// As messaging stores it.
    private static final class Talk {
        final UUID id;
        long head = 1;
        long upTo;
        boolean isMine = true;
        /// `seq` of each message of others that still counts.
        final List<Long> others = new ArrayList<>();

        final Queue<UnreadNews> onTheWay = new ArrayDeque<>();

        Talk(UUID id) {
            this.id = id;
        }

        long unread() {
            return isMine ? others.stream().filter(seq -> seq > upTo).count() : 0;
        }

        UnreadAnswer.Row row() {
            return new UnreadAnswer.Row(id, unread(), head, upTo);
        }
    }

    private static final class Told {
        final Map<UUID, Long> unread = new HashMap<>();
        long total;
    }

    private static final class World {
        final RandomGenerator random;
        final List<Talk> talks = new ArrayList<>();
        final Queue<UnreadNews> receipts = new ArrayDeque<>();
        final UnreadCounts counts;
        final Told told = new Told();
        boolean hasBegun;
        boolean asked = true;

        /// The question under way: null until messaging has looked.
        @Nullable UnreadAnswer answer;

        List<UUID> question = List.of();

        World(long seed, UnreadCounts.Bounds bounds) {
            random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            counts = new UnreadCounts(ALICE, bounds);
            for (int i = 0; i < 6; i++) {
                talks.add(new Talk(new UUID(3, i)));
            }
            // Something happened before the session began.
            for (int i = 0; i < 20; i++) {
                happen(talks.get(random.nextInt(talks.size())));
            }
            talks.forEach(talk -> talk.onTheWay.clear());
            receipts.clear();
        }

        void step() {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> happen(talks.get(random.nextInt(talks.size())));
                case 3, 4, 5 -> deliver(talks.get(random.nextInt(talks.size())).onTheWay);
                case 6 -> deliver(receipts);
                case 7 -> look();
                case 8 -> answer();
                default -> turn();
            }
        }

        private void happen(Talk talk) {
            int what = random.nextInt(20);
            if (what < 8) {
                talk.head++;
                talk.others.add(talk.head);
                tell(talk, new UnreadNews.Written(talk.id, talk.head, CHLOE));
            } else if (what < 10) {
                talk.head++;
                tell(talk, new UnreadNews.Written(talk.id, talk.head, ALICE));
            } else if (what < 12) {
                talk.head++;
                tell(talk, new UnreadNews.Other(talk.id, talk.head));
            } else if (what < 16) {
                read(talk);
            } else if (what < 18 && !talk.others.isEmpty()) {
                long gone = talk.others.remove(random.nextInt(talk.others.size()));
                talk.head++;
                tell(talk, new UnreadNews.Gone(talk.id, talk.head, gone));
            } else if (what == 18) {
                talk.head++;
                tell(talk, new UnreadNews.PartTaken(talk.id, talk.head, CHLOE));
            } else {
                talk.head++;
                talk.isMine = !talk.isMine;
                talk.onTheWay.add(new UnreadNews.PartTaken(talk.id, talk.head, ALICE));
            }
        }

        private void read(Talk talk) {
            long upTo = random.nextBoolean() ? talk.head : 1 + random.nextLong(talk.head);
            if (upTo > talk.upTo && talk.isMine) {
                talk.upTo = upTo;
                receipts.add(new UnreadNews.Read(talk.id, ALICE, upTo));
            }
        }

        /// Now and then a record is lost, or comes twice; one who takes no part is told nothing.
        private void tell(Talk talk, UnreadNews news) {
            if (talk.isMine && random.nextInt(25) > 0) {
                talk.onTheWay.add(news);
                if (random.nextInt(10) == 0) {
                    talk.onTheWay.add(news);
                }
            }
        }

        private void deliver(Queue<UnreadNews> queue) {
            UnreadNews news = queue.poll();
            if (news != null) {
                counts.heard(news);
            }
        }

        /// Messaging counts: the moment of truth of an answer.
        private void look() {
            if (asked && answer == null) {
                List<UnreadAnswer.Row> rows = talks.stream()
                        .filter(talk -> talk.isMine)
                        .filter(talk -> question.isEmpty() ? talk.unread() > 0 : question.contains(talk.id))
                        .map(Talk::row)
                        .toList();
                answer = new UnreadAnswer(rows);
            }
        }

        private void answer() {
            UnreadAnswer arrived = answer;
            if (arrived == null) {
                return;
            }
            answer = null;
            asked = false;
            if (random.nextInt(8) == 0) {
                counts.failed();
            } else if (hasBegun) {
                counts.answered(arrived);
            } else {
                counts.begun(arrived);
                arrived.rows().forEach(row -> told.unread.put(row.conversationId(), row.unread()));
                told.total = arrived.rows().stream()
                        .mapToLong(UnreadAnswer.Row::unread)
                        .sum();
            }
            hasBegun = true;
        }

        private void turn() {
            for (UnreadCounts.Change change : counts.changes()) {
                told.unread.put(change.conversationId(), change.unread());
                told.total = change.total();
            }
            if (!asked && counts.hasQuestion()) {
                question = counts.ask();
                asked = true;
            }
        }

        /// Everything arrives, and one more message in each conversation shows what was lost before it.
        void quiet() {
            for (Talk talk : talks) {
                talk.head++;
                talk.others.add(talk.head);
                if (talk.isMine) {
                    talk.onTheWay.add(new UnreadNews.Written(talk.id, talk.head, CHLOE));
                }
            }
            for (int i = 0; i < 200; i++) {
                talks.forEach(talk -> deliver(talk.onTheWay));
                deliver(receipts);
                look();
                answer();
                turn();
            }
            assertThat(counts.hasQuestion()).isFalse();
            assertThat(counts.hasChanges()).isFalse();
        }

        Map<UUID, Long> toldByConversation() {
            Map<UUID, Long> nonZero = new TreeMap<>(told.unread);
            nonZero.values().removeIf(unread -> unread == 0);
            return nonZero;
        }

        Map<UUID, Long> recount() {
            Map<UUID, Long> unread = new TreeMap<>();
            talks.stream().filter(talk -> talk.unread() > 0).forEach(talk -> unread.put(talk.id, talk.unread()));
            return unread;
        }
    }
}
