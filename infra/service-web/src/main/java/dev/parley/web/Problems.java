package dev.parley.web;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;

/// The body of an RFC 9457 answer. `type` is `/problems/<kebab-case>` and leads to its page in the problem catalogue.
///
/// There is no `instance`: the same refusal has the same bytes, so that what one may not see cannot be told from what
/// does not exist.
final class Problems {
    private Problems() {}

    static Map<String, Object> of(HttpStatus status, String type, String title, String detail) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "/problems/" + type);
        problem.put("title", title);
        problem.put("status", status.value());
        problem.put("detail", detail);
        return problem;
    }

    /// For refusals of HTTP itself: wrong method, wrong media type, unknown path.
    static Map<String, Object> of(HttpStatus status) {
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
