package dev.parley.messaging.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StretchTest {
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    @Test
    void aPageIsOneStretch() {
        assertThat(Stretch.of(Map.of(ONE, seqs(7, 8, 10, 40)))).containsExactly(new Stretch(ONE, 7, 40));
    }

    @Test
    void whatLiesBetweenFarMessagesIsLeftOut() {
        assertThat(Stretch.of(Map.of(ONE, seqs(3, 12_000, 12_001, 23_000))))
                .containsExactly(
                        new Stretch(ONE, 3, 3), new Stretch(ONE, 12_000, 12_001), new Stretch(ONE, 23_000, 23_000));
    }

    @Test
    void eachConversationHasItsOwn() {
        assertThat(Stretch.of(Map.of(ONE, seqs(3), OTHER, seqs(4))))
                .containsExactlyInAnyOrder(new Stretch(ONE, 3, 3), new Stretch(OTHER, 4, 4));
    }

    private static TreeSet<Long> seqs(long... seqs) {
        TreeSet<Long> set = new TreeSet<>();
        for (long seq : seqs) {
            set.add(seq);
        }
        return set;
    }
}
