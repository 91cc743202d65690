package dev.parley.attachment.membership;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindTest {
    @ParameterizedTest(name = "{0}, staff={1}, participant={2}: {3}")
    @CsvSource({
        "CLAIM,       false, false, false",
        "CLAIM,       false, true,  true",
        "CLAIM,       true,  false, true",
        "APPOINTMENT, false, false, false",
        "APPOINTMENT, false, true,  true",
        "APPOINTMENT, true,  false, true",
        "INTERNAL,    false, false, false",
        "INTERNAL,    true,  false, true",
        "INTERNAL,    true,  true,  true",
        "DIRECT,      true,  false, false",
        "DIRECT,      false, true,  true",
        "GROUP,       true,  false, false",
        "GROUP,       true,  true,  true",
    })
    void isSeenByThoseWhoMay(Kind kind, boolean staff, boolean participant, boolean visible) {
        assertThat(kind.isVisible(staff, participant)).isEqualTo(visible);
    }

    @Test
    void hidesNotesFromACustomerWhomAnEventNamesByMistake() {
        assertThat(Kind.INTERNAL.isVisible(false, true)).isFalse();
    }
}
