package dev.parley.claims.claim;

import dev.parley.web.InputCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The body of `PATCH /claims/{id}`. A field that is absent or null stays as it is; an empty description clears it.
record ClaimEdit(
        @Nullable String title,
        @Nullable Category category,
        @Nullable String description,
        @Nullable Amount amount,
        @Nullable JsonNode attributes,
        @Nullable Priority priority,
        @Nullable List<String> tags) {
    private static final int MOST_TAGS = 20;
    private static final int MOST_TAG = 50;

    boolean changesContent() {
        return title != null || category != null || description != null || amount != null || attributes != null;
    }

    boolean changesTriage() {
        return priority != null || tags != null;
    }

    /// @throws dev.parley.web.InvalidInput with everything that is wrong
    ClaimEdit checked() {
        InputCheck input = new InputCheck();
        String newTitle = title == null ? null : input.text("title", title, ClaimContent.MOST_TITLE);
        String newDescription = input.optionalText("description", description, ClaimContent.MOST_DESCRIPTION);
        Amount.check(amount, input);
        ClaimContent.attributes(attributes, input);
        if (tags != null && tags.size() > MOST_TAGS) {
            input.refuse("tags", "are more than " + MOST_TAGS);
        }
        List<String> newTags = tags == null
                ? null
                : tags.stream()
                        .limit(MOST_TAGS)
                        .map(tag -> input.text("tags", tag, MOST_TAG))
                        .distinct()
                        .toList();
        input.done();
        return new ClaimEdit(newTitle, category, newDescription, amount, attributes, priority, newTags);
    }

    @Nullable String newDescription() {
        return description == null || description.isEmpty() ? null : description;
    }

    ClaimContent applyTo(ClaimContent content) {
        return new ClaimContent(
                title == null ? content.title() : title,
                category == null ? content.category() : category,
                description == null ? content.description() : newDescription(),
                amount == null ? content.amount() : amount,
                attributes == null ? content.attributes() : attributes.toString());
    }

    Priority priorityOr(Priority otherwise) {
        return priority == null ? otherwise : priority;
    }

    List<String> tagsOr(List<String> otherwise) {
        return tags == null ? otherwise : tags;
    }
}
