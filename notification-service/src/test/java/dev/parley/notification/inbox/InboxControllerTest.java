package dev.parley.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.web.InvalidInput;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InboxControllerTest {
    @Test
    void understandsUnreadWithAndWithoutAValue() {
        assertThat(InboxController.flag("")).isTrue();
        assertThat(InboxController.flag("true")).isTrue();
        assertThat(InboxController.flag("false")).isFalse();
        assertThat(InboxController.flag(null)).isFalse();
        assertThatThrownBy(() -> InboxController.flag("1")).isInstanceOf(InvalidInput.class);
    }

    @Test
    void readsThePositionItWrote() {
        NotificationList.Position position =
                new NotificationList.Position(Instant.parse("2026-11-20T09:15:30.125Z"), UUID.randomUUID());

        assertThat(NotificationList.Position.parse(position.toString())).isEqualTo(position);
    }
}
