package dev.parley.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputCheckTest {
    private final InputCheck input = new InputCheck();

    @Test
    void normalisesTextToNfc() {
        assertThat(input.text("body", "Chloe\u0301", 10)).isEqualTo("Chlo\u00e9");
        input.done();
    }

    @Test
    void keepsNewlinesTabsAndEmoji() {
        assertThat(input.text("body", "one\n\ttwo 👍🏽", 20)).isEqualTo("one\n\ttwo 👍🏽");
        input.done();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\u0007b", "a\rb", "\ud800", "x\udc00y", "\u0085"})
    void refusesControlCharactersAndLoneSurrogates(String text) {
        input.text("body", text, 10);
        assertThatThrownBy(input::done).isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void refusesTextWithNothingInIt(String text) {
        input.text("title", text, 10);
        assertThatThrownBy(input::done)
                .isInstanceOf(InvalidInput.class)
                .extracting("detail")
                .isEqualTo("title is required");
    }

    @Test
    void countsCodePointsNotUnits() {
        input.text("body", "👍".repeat(10), 10);
        input.done();
        input.text("body", "👍".repeat(11), 10);
        assertThatThrownBy(input::done).isInstanceOf(InvalidInput.class);
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        input.text("title", null, 10);
        input.text("body", "x".repeat(11), 10);
        assertThatThrownBy(input::done)
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        invalid -> assertThat(invalid.members().get("errors").toString())
                                .contains("title", "body"));
    }
}
