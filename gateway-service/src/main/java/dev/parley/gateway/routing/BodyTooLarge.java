package dev.parley.gateway.routing;

import dev.parley.gateway.problem.Problem;

/// A request body is larger than its path allows.
final class BodyTooLarge extends RuntimeException {
    private final long limit;

    BodyTooLarge(long limit) {
        super("body larger than " + limit + " bytes", null, false, false);
        this.limit = limit;
    }

    Problem problem() {
        return Problem.of("content-too-large", "Body too large", 413, "The largest body here is " + limit + " bytes.");
    }
}
