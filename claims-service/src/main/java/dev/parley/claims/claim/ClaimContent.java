package dev.parley.claims.claim;

import dev.parley.web.InputCheck;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the customer says of a claim, checked.
///
/// @param attributes a JSON object of the organisation's own, at most 8,000 characters
record ClaimContent(
        String title,
        Category category,
        @Nullable String description,
        @Nullable Amount amount,
        String attributes) {
    static final int MOST_TITLE = 200;
    static final int MOST_DESCRIPTION = 10_000;
    private static final int MOST_ATTRIBUTES = 8_000;

    static String attributes(@Nullable JsonNode attributes, InputCheck input) {
        if (attributes == null || attributes.isNull()) {
            return "{}";
        }
        String text = attributes.toString();
        if (!attributes.isObject()) {
            input.refuse("attributes", "must be an object");
        } else if (text.length() > MOST_ATTRIBUTES || text.contains("\\u0000")) {
            input.refuse("attributes", "is longer than " + MOST_ATTRIBUTES + " characters or contains NUL");
        }
        return text;
    }
}
