package dev.parley.gateway.problem;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One refusal of the gateway itself. What a service refuses travels as the bytes that the service wrote.
///
/// @param name kebab-case; `type` on the wire is `/problems/<name>`
/// @param errors one line per wrong field, often none
public record Problem(String name, String title, int status, String detail, List<FieldError> errors) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// @param field path of the field in the request
    public record FieldError(String field, String message) {}

    public static final Problem NOT_FOUND =
            of("not-found", "Not found", 404, "There is nothing here that you may see.");
    public static final Problem NOT_AUTHENTICATED =
            of("not-authenticated", "Not authenticated", 401, "A valid token is needed.");
    public static final Problem FORBIDDEN = of("forbidden", "Not allowed", 403, "You may not do this.");
    public static final Problem UNAVAILABLE = of(
            "service-unavailable", "Not available at the moment", 503, "Try again in a moment; nothing was changed.");
    public static final Problem NO_ANSWER = of(
            "no-answer-in-time",
            "No answer in time",
            503,
            "The request may or may not have been carried out. Repeat it with the same key to find out.");
    public static final Problem INTERNAL = of("internal", "Internal error", 500, "Something went wrong on our side.");
    public static final Problem TOO_MANY_REQUESTS =
            of("too-many-requests", "Too many requests", 429, "Wait for the answers to what you have already asked.");
    public static final Problem TOO_MANY_SOCKETS = of(
            "too-many-requests",
            "Too many requests",
            429,
            "Too many sockets are open from this address. Close some, or try again later.");
    public static final Problem NOT_JOINED =
            of("not-joined", "Not joined", 409, "Join the conversation before you do this.");
    public static final Problem OTHER_USER = of(
            "other-user",
            "Another user's token",
            403,
            "A running session can only be renewed by the user it belongs to.");

    public static Problem of(String name, String title, int status, String detail) {
        return new Problem(name, title, status, detail, List.of());
    }

    public static Problem invalid(String field, String message) {
        return new Problem(
                "invalid-input",
                "Invalid request",
                400,
                "The request is not in the expected form.",
                List.of(new FieldError(field, message)));
    }

    /// For refusals of HTTP itself: wrong method, wrong media type.
    public static Problem ofStatus(int status, String reason) {
        String name = reason.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        return of(name, reason, status, "The request cannot be answered in this form.");
    }

    public String type() {
        return "/problems/" + name;
    }

    public byte[] json() {
        ObjectNode node = JSON.createObjectNode();
        node.put("type", type());
        node.put("title", title);
        node.put("status", status);
        node.put("detail", detail);
        if (!errors.isEmpty()) {
            ArrayNode lines = node.putArray("errors");
            errors.forEach(
                    error -> lines.addObject().put("field", error.field()).put("message", error.message()));
        }
        return JSON.writeValueAsBytes(node);
    }
}
