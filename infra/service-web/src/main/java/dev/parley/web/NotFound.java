package dev.parley.web;

import org.springframework.http.HttpStatus;

/// What does not exist and what the caller may not see answer alike, so that neither can be told from the other.
public final class NotFound extends ProblemException {
    private static final long serialVersionUID = 1L;

    public NotFound() {
        super(HttpStatus.NOT_FOUND, "not-found", "Not found", "There is nothing here that you may see.");
    }
}
