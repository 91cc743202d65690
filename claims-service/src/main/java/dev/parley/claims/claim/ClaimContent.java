package dev.parley.claims.claim;

import dev.parley.web.InputCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    /// Names of the fields in which two contents differ. Amounts and attributes are compared by value: PostgreSQL gives
    /// back `12.50` as `12.5000` and orders the keys of an object.
    List<String> differences(ClaimContent other, JsonMapper json) {
        List<String> changed = new ArrayList<>();
        if (!title.equals(other.title)) {
            changed.add("title");
        }
        if (category != other.category) {
            changed.add("category");
        }
        if (!Objects.equals(description, other.description)) {
            changed.add("description");
        }
        if (!Amount.same(amount, other.amount)) {
            changed.add("amount");
        }
        if (!json.readTree(attributes).equals(json.readTree(other.attributes))) {
            changed.add("attributes");
        }
        return changed;
    }

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
