package dev.parley.messaging.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResumeTest {
    @Test
    void sharesOneAnswerAmongTheConversationsWithNews() {
        assertThat(Resume.entriesOfEach(1)).isEqualTo(Resume.MOST_ENTRIES_EACH);
        assertThat(Resume.entriesOfEach(20)).isEqualTo(100);
        assertThat(Resume.entriesOfEach(21)).isEqualTo(95);
        assertThat(Resume.entriesOfEach(600)).isEqualTo(3);
    }
}
