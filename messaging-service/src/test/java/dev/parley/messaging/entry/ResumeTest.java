package dev.parley.messaging.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumeTest {
    @Test
    void givesAllOfFewConversations() {
        assertThat(Resume.entriesOfEach(Collections.nCopies(20, 5_000L))).isEqualTo(Resume.MOST_ENTRIES_EACH);
        assertThat(Resume.entriesOfEach(Collections.nCopies(600, 3L))).isEqualTo(Resume.MOST_ENTRIES_EACH);
    }

    @Test
    void givesLessOfThoseThatLackMost() {
        assertThat(Resume.entriesOfEach(Collections.nCopies(21, 5_000L))).isEqualTo(95);
        List<Long> manyWithLittle = new ArrayList<>(Collections.nCopies(400, 4L));
        manyWithLittle.addAll(Collections.nCopies(8, 5_000L));
        assertThat(Resume.entriesOfEach(manyWithLittle)).isEqualTo(50);
        assertThat(Resume.entriesOfEach(Collections.nCopies(600, 5_000L))).isEqualTo(3);
    }
}
