package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog(256, 512 * 1024, 10_000);

    private void write(int frames) {
        for (int i = 0; i < frames; i++) {
            backlog.wrote();
        }
    }

    @Test
    void boundsFrames() {
        write(257);
        assertThat(backlog.isTooMuch(256, 1_000, 0)).isFalse();
        assertThat(backlog.isTooMuch(257, 1_000, 0)).isTrue();
    }

    @Test
    void boundsBytes() {
        write(1);
        assertThat(backlog.isTooMuch(1, 512 * 1024, 0)).isFalse();
        assertThat(backlog.isTooMuch(1, 512 * 1024 + 1, 0)).isTrue();
    }

    @Test
    void boundsTheAgeOfTheOldestFrame() {
        write(3);
        assertThat(backlog.isTooMuch(3, 100, 0)).isFalse();
        assertThat(backlog.isTooMuch(3, 100, 10_000)).isFalse();
        assertThat(backlog.isTooMuch(1, 100, 10_001)).isTrue();
    }

    @Test
    void doesNotMindAClientThatIsAlwaysALittleBehind() {
        for (long second = 0; second < 100; second++) {
            write(10);
            assertThat(backlog.isTooMuch(20, 2_000, second * 1_000))
                    .as("second %d", second)
                    .isFalse();
        }
    }

    @Test
    void forgetsWhenTheClientHasCaughtUp() {
        write(1);
        assertThat(backlog.isTooMuch(1, 100, 0)).isFalse();
        assertThat(backlog.isTooMuch(0, 0, 9_000)).isFalse();
        write(1);
        assertThat(backlog.isTooMuch(1, 100, 11_000)).isFalse();
    }
}
