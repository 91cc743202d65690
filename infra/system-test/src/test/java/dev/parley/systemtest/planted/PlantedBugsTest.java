package dev.parley.systemtest.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.systemtest.history.Violation;
import dev.parley.systemtest.history.Violation.Kind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The checker is silent about a server that is right, whatever befalls it, and finds each planted
/// bug by its name.
///
/// `-Dparley.planted.seed=n` begins with another seed than 1; a failure names its seed.
class PlantedBugsTest {

    private static final Logger LOG = LoggerFactory.getLogger(PlantedBugsTest.class);
    private static final long FIRST = Long.getLong("parley.planted.seed", 1);
    private static final int RIGHT_RUNS = 300;
    private static final int RUNS_OF_A_BUG = 60;

    @Test
    void isSilentAboutAServerThatIsRight() {
        LongStream.range(FIRST, FIRST + RIGHT_RUNS)
                .forEach(seed -> assertThat(ModelRun.check(Bug.NONE, seed))
                        .as("seed %d", seed)
                        .isEmpty());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void findsThePlanted(Bug bug) {
        Map<Kind, Long> firstSeeds = new EnumMap<>(Kind.class);
        int caught = 0;
        for (long seed = FIRST; seed < FIRST + RUNS_OF_A_BUG; seed++) {
            EnumSet<Kind> found = EnumSet.noneOf(Kind.class);
            ModelRun.check(bug, seed).stream().map(Violation::kind).forEach(found::add);
            caught += found.isEmpty() ? 0 : 1;
            for (Kind kind : found) {
                firstSeeds.putIfAbsent(kind, seed);
            }
        }
        LOG.info("{} is caught in {} of {} runs; first seeds {}", bug, caught, RUNS_OF_A_BUG, firstSeeds);
        assertThat(firstSeeds.keySet())
                .as("%s, seeds %d to %d", bug, FIRST, FIRST + RUNS_OF_A_BUG - 1)
                .containsAll(bug.names());
    }

    @Test
    void givesTheSameRunForTheSameSeed() {
        List<Violation> once = ModelRun.check(Bug.TAKES_SEQ_AT_THE_START, FIRST);
        assertThat(ModelRun.check(Bug.TAKES_SEQ_AT_THE_START, FIRST)).isEqualTo(once);
    }
}
