package dev.parley.web;

import java.time.Duration;
import org.springframework.http.HttpStatus;

/// The caller goes faster than they may. Nothing was done; the same request is welcome after the pause.
public final class TooManyRequests extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final long retryAfterSeconds;

    /// @param pause until the next request is welcome
    public TooManyRequests(Duration pause) {
        super(
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many-requests",
                "Too many requests",
                "You are sending faster than this service takes it; try again shortly.");
        this.retryAfterSeconds = Math.max(1, pause.plusMillis(999).toSeconds());
    }

    long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
