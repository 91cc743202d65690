package dev.parley.web;

import org.springframework.http.HttpStatus;

/// An endpoint of the contract that this version does not offer. It says so instead of pretending.
public final class NotBuiltYet extends ProblemException {
    private static final long serialVersionUID = 1L;

    public NotBuiltYet(String what) {
        super(HttpStatus.NOT_IMPLEMENTED, "not-implemented", "Not available in this version", what);
    }
}
