package dev.parley.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {
    private static final Caller ALICE =
            new Caller(new UUID(0, 1), "acme", Role.CUSTOMER, "Alice", "alice@acme.test", "fr");
    private static final Caller BRUNO =
            new Caller(new UUID(0, 2), "acme", Role.CUSTOMER, "Bruno", "bruno@acme.test", "fr");
    private static final Caller ALICE_ELSEWHERE =
            new Caller(new UUID(0, 1), "globex", Role.CUSTOMER, "Alice", "alice@globex.test", "fr");

    private final Cursors cursors = new Cursors("a secret of sixteen characters");

    @Test
    void givesBackThePositionItSigned() {
        assertThat(cursors.verify(ALICE, "claims", cursors.sign(ALICE, "claims", "42 é")))
                .isEqualTo("42 é");
    }

    @Test
    void isWorthNothingForAnotherPersonTenantOrList() {
        String cursor = cursors.sign(ALICE, "claims", "42");
        assertThatThrownBy(() -> cursors.verify(BRUNO, "claims", cursor)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> cursors.verify(ALICE_ELSEWHERE, "claims", cursor))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> cursors.verify(ALICE, "messages", cursor)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void isWorthNothingWhenAltered() {
        String cursor = cursors.sign(ALICE, "claims", "42");
        String altered = (cursor.charAt(0) == 'A' ? 'B' : 'A') + cursor.substring(1);
        assertThatThrownBy(() -> cursors.verify(ALICE, "claims", altered)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> new Cursors("another secret, also long").verify(ALICE, "claims", cursor))
                .isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "42", "%%%", "AAAAAAAAAAAAAAAAAAAAAA", "' or 1=1 --"})
    void refusesWhatItNeverGaveOut(String forged) {
        assertThatThrownBy(() -> cursors.verify(ALICE, "claims", forged)).isInstanceOf(InvalidInput.class);
    }
}
