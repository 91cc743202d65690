package dev.parley.presence.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.web.InvalidInput;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PresenceControllerTest {
    private static final UUID ALICE = UUID.fromString("0190a5c0-7b3c-7d11-8a51-000000000001");
    private static final UUID BRUNO = UUID.fromString("0190a5c0-7b3c-7d11-8a51-000000000002");

    @Test
    void answersEachIdOnceInTheOrderAsked() {
        assertThat(PresenceController.parse(List.of(BRUNO.toString(), " " + ALICE, BRUNO.toString())))
                .containsExactly(BRUNO, ALICE);
    }

    @Test
    void refusesWhatIsNoUuid() {
        for (String id : List.of("alice", "", "1-1-1-1-1", ALICE + "0", "0190a5c0-7b3c-7d11-8a51-00000000000g")) {
            assertThatThrownBy(() -> PresenceController.parse(List.of(id))).isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void refusesNoneAndMoreThanAHundred() {
        assertThatThrownBy(() -> PresenceController.parse(null)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> PresenceController.parse(List.of())).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> PresenceController.parse(Collections.nCopies(101, ALICE.toString())))
                .isInstanceOf(InvalidInput.class);
        assertThat(PresenceController.parse(Collections.nCopies(100, ALICE.toString())))
                .containsExactly(ALICE);
    }
}
