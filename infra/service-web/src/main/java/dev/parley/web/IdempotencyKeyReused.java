package dev.parley.web;

import org.springframework.http.HttpStatus;

/// The same key came with other content. The first request stands; this one changed nothing.
public final class IdempotencyKeyReused extends ProblemException {
    private static final long serialVersionUID = 1L;

    public IdempotencyKeyReused() {
        super(
                HttpStatus.CONFLICT,
                "idempotency-key-reused",
                "Idempotency key used before",
                "This Idempotency-Key was used for other content; take a new key for a new request.");
    }
}
