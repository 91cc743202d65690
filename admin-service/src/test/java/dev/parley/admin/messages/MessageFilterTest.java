package dev.parley.admin.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.web.InvalidInput;
import dev.parley.web.NotBuiltYet;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageFilterTest {
    private static MessageFilter.Parameters asked(
            @Nullable String from, @Nullable String to, @Nullable String q, @Nullable String hasAttachment) {
        return new MessageFilter.Parameters(null, null, null, from, to, q, null, null, hasAttachment);
    }

    @Test
    void narrowsNothingByDefault() {
        assertThat(MessageFilter.of(asked(null, null, null, null)))
                .isEqualTo(new MessageFilter(null, null, null, null, null, null, false, false));
    }

    @Test
    void takesATimeAndADate() {
        MessageFilter filter = MessageFilter.of(asked("2026-11-20", "2026-11-20T09:15:30.125Z", null, null));

        assertThat(filter.from()).isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
        assertThat(filter.to()).isEqualTo(Instant.parse("2026-11-20T09:15:30.125Z"));
    }

    @Test
    void refusesWhatIsNoTimeOrNoRange() {
        for (String bad : List.of("yesterday", "2026-13-01", "2026-11-20T09:15:30", "+999999999-12-31T00:00:00Z")) {
            assertThatThrownBy(() -> MessageFilter.of(asked(bad, null, null, null)))
                    .isInstanceOf(InvalidInput.class);
        }
        assertThatThrownBy(() -> MessageFilter.of(asked("2026-11-21", "2026-11-20", null, null)))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void refusesASearchWithoutAWord() {
        assertThatThrownBy(() -> MessageFilter.of(asked(null, null, "%_!", null)))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> MessageFilter.of(asked(null, null, "a\u0000b", null)))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> MessageFilter.of(asked(null, null, "a".repeat(201), null)))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void saysThatAttachmentsAreNotKnownYet() {
        assertThatThrownBy(() -> MessageFilter.of(asked(null, null, null, "true")))
                .isInstanceOf(NotBuiltYet.class);
    }
}
