package dev.parley.gateway.typing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TypistsTest {
    private static final Instant START = Instant.parse("2026-11-20T09:00:00Z");
    private static final UUID ALICE = new UUID(1, 1);
    private static final UUID CHLOE = new UUID(1, 2);
    private final Typists typists = new Typists();

    @Test
    void forgetsATypistThreeSecondsAfterTheLastSign() {
        assertThat(typists.start(ALICE, START)).isTrue();
        assertThat(typists.start(ALICE, START.plusSeconds(2))).isFalse();
        assertThat(typists.expire(START.plusMillis(4_999))).isEmpty();
        assertThat(typists.expire(START.plusSeconds(5))).containsExactly(ALICE);
        assertThat(typists.isEmpty()).isTrue();
    }

    @Test
    void namesTypistsInTheOrderInWhichTheyBegan() {
        typists.start(CHLOE, START);
        typists.start(ALICE, START);
        typists.start(CHLOE, START.plusSeconds(1));
        assertThat(typists.userIds()).containsExactly(CHLOE, ALICE);
        assertThat(typists.stop(CHLOE)).isTrue();
        assertThat(typists.stop(CHLOE)).isFalse();
    }
}
