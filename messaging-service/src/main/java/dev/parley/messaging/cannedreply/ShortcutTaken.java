package dev.parley.messaging.cannedreply;

import dev.parley.web.ProblemException;
import org.springframework.http.HttpStatus;

/// Another canned reply of the tenant has this shortcut in this language.
final class ShortcutTaken extends ProblemException {
    private static final long serialVersionUID = 1L;

    ShortcutTaken() {
        super(
                HttpStatus.CONFLICT,
                "shortcut-taken",
                "Shortcut taken",
                "Another canned reply has this shortcut in this language.");
    }
}
