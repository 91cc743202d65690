package dev.parley.messaging.message;

import dev.parley.web.ProblemException;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/// What was said some time ago stands. It can still be withdrawn.
final class EditWindowOver extends ProblemException {
    private static final long serialVersionUID = 1L;

    EditWindowOver(Duration window) {
        super(
                HttpStatus.CONFLICT,
                "edit-window-over",
                "Too late to edit",
                "A message can be edited for " + window.toMinutes() + " minutes after it was sent.");
    }
}
