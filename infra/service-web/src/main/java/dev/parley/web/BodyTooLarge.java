package dev.parley.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// A request body over the limit. Refused before it is parsed, whether its length was announced or not.
final class BodyTooLarge extends ProblemException {
    private static final long serialVersionUID = 1L;

    BodyTooLarge() {
        super(
                HttpStatus.CONTENT_TOO_LARGE,
                "content-too-large",
                "Too large",
                "The request body is larger than this endpoint takes.");
    }

    /// Raised by the body's stream, where only an [IOException] passes.
    static final class WhileReading extends IOException {
        private static final long serialVersionUID = 1L;
    }

    static boolean isCauseOf(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WhileReading) {
                return true;
            }
        }
        return false;
    }
}
