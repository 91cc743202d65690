package dev.parley.messaging.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Http;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.Topics;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Ten people do ten thousand things in an order that a seed decides, and every promise holds.
///
/// A failure names its seed; `-Dparley.seed=<seed>` plays the same schedule again.
@PropertyTest
class RandomScheduleIT {
    static final int LANES = 4;

    private static final int OPERATIONS = 10_000;

    @Autowired
    Http http;

    @Autowired
    Topics topics;

    @Autowired
    JournalProbe journal;

    @Autowired
    TestDatabase database;

    /// Two that are always the same, and one that was never there before.
    static List<Long> seeds() {
        Long given = Long.getLong("parley.seed");
        return given == null ? List.of(20_261_125L, 7L, new SecureRandom().nextLong()) : List.of(given);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsEveryPromiseWhateverPeopleDo(long seed) throws InterruptedException {
        int operations = OPERATIONS / seeds().size() / LANES;
        Ledger ledger = new Ledger();
        List<Person> people = Person.tenOfAcme(http);
        ClaimsOwner claims = new ClaimsOwner(topics, journal);
        List<Callable<Integer>> lanes = new ArrayList<>();
        for (int number = 0; number < LANES; number++) {
            Lane lane = new Lane(number, new Random(seed * LANES + number), people, ledger, claims);
            lanes.add(() -> {
                try {
                    lane.run(operations);
                    return lane.done();
                } catch (AssertionError | RuntimeException | ExecutionException e) {
                    throw new AssertionError("seed " + seed + ", operation " + lane.done(), e);
                }
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(LANES)) {
            for (Future<Integer> lane : threads.invokeAll(lanes)) {
                assertThat(lane.get()).isGreaterThanOrEqualTo(operations);
            }
            new Verdict(ledger, people, topics, journal, database).check();
        } catch (AssertionError | RuntimeException | ExecutionException e) {
            throw new AssertionError("-Dparley.seed=" + seed, e);
        }
        assertThat(ledger.timesBusy()).as("seed " + seed + ": times busy").isLessThan(operations);
    }
}
