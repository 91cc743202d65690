package dev.parley.web;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/// The body of an RFC 9457 answer. `type` is `/problems/<kebab-case>` and leads to its page in the problem catalogue.
final class Problems {
    private Problems() {}

    static ProblemDetail of(HttpStatus status, String type, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("/problems/" + type));
        problem.setTitle(title);
        return problem;
    }

    /// For refusals of HTTP itself: wrong method, wrong media type, unknown path.
    static ProblemDetail of(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> of(status, "not-found", "Not found", "There is nothing here that you may see.");
            case INTERNAL_SERVER_ERROR -> of(status, "internal", "Internal error", "Something went wrong on our side.");
            default ->
                of(
                        status,
                        status.getReasonPhrase().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"),
                        status.getReasonPhrase(),
                        "The request cannot be answered in this form.");
        };
    }
}
