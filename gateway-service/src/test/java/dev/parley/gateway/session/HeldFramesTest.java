package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HeldFramesTest {
    private static final Consumer<RuntimeException> NOTHING_FAILS = e -> fail(e);

    private final HeldFrames frames = new HeldFrames();
    private final List<String> done = new ArrayList<>();

    @Test
    void dealsWithThemInTheOrderTheyWereSent() {
        frames.begin();
        frames.hold(() -> done.add("one"));
        frames.hold(() -> done.add("two"));
        assertThat(done).isEmpty();
        frames.end(() -> done.add("in"), NOTHING_FAILS);
        assertThat(done).containsExactly("in", "one", "two");
        assertThat(frames.isUnderWay()).isFalse();
    }

    @Test
    void holdsTheRestWhenOneOfThemBeginsSomethingAgain() {
        frames.begin();
        frames.hold(frames::begin);
        frames.hold(() -> done.add("two"));
        frames.end(() -> {}, NOTHING_FAILS);
        frames.hold(() -> done.add("three"));
        assertThat(done).isEmpty();
        frames.end(() -> {}, NOTHING_FAILS);
        assertThat(done).containsExactly("two", "three");
    }

    @Test
    void holdsThemAllWhenTheEndIsABeginning() {
        frames.begin();
        frames.hold(() -> done.add("one"));
        frames.end(frames::begin, NOTHING_FAILS);
        assertThat(done).isEmpty();
        frames.end(() -> {}, NOTHING_FAILS);
        assertThat(done).containsExactly("one");
    }

    @Test
    void tellsWhatFailedAndDealsWithNoneAfterIt() {
        List<RuntimeException> failures = new ArrayList<>();
        IllegalStateException failure = new IllegalStateException("planted");
        frames.begin();
        frames.hold(() -> {
            throw failure;
        });
        frames.hold(() -> done.add("two"));
        frames.end(() -> {}, failures::add);
        frames.end(() -> {}, NOTHING_FAILS);
        assertThat(failures).containsExactly(failure);
        assertThat(done).isEmpty();
    }
}
