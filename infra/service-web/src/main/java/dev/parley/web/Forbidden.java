package dev.parley.web;

import org.springframework.http.HttpStatus;

/// The caller may see it but not do this.
public final class Forbidden extends ProblemException {
    private static final long serialVersionUID = 1L;

    public Forbidden(String detail) {
        super(HttpStatus.FORBIDDEN, "forbidden", "Not allowed", detail);
    }
}
