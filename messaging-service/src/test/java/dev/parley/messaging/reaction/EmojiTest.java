package dev.parley.messaging.reaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiTest {
    @ParameterizedTest
    @ValueSource(strings = {"👍", "👍🏽", "❤️", "👨‍👩‍👧‍👦", "🇫🇷", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1️⃣", "🫶🏿", "☺"})
    void takesOneEmojiHoweverManyCodePoints(String emoji) {
        assertThat(Emoji.of(emoji)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1", "#", "👍👍", "👍a", " 👍", "\n", "<b>", "🇫", "\u200d", "é"})
    void refusesEverythingElse(String text) {
        assertThat(Emoji.of(text)).isEmpty();
    }
}
