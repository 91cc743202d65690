package dev.parley.claims.listing;

import dev.parley.web.InvalidInput;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The orders of the list. The id breaks ties, so a page begins exactly where the one before ended, also when rows were
/// added or changed in between.
enum ClaimSort {
    OLDEST_FIRST("createdAt", "created_at", false),
    NEWEST_FIRST("-createdAt", "created_at", true),
    LONGEST_QUIET_FIRST("updatedAt", "updated_at", false),
    LAST_CHANGED_FIRST("-updatedAt", "updated_at", true),
    LEAST_URGENT_FIRST("priority", "priority_rank", false),
    MOST_URGENT_FIRST("-priority", "priority_rank", true);

    private final String parameter;
    private final String column;
    private final boolean falling;

    ClaimSort(String parameter, String column, boolean falling) {
        this.parameter = parameter;
        this.column = column;
        this.falling = falling;
    }

    /// @throws InvalidInput when there is no such order
    static ClaimSort of(@Nullable String parameter) {
        if (parameter == null || parameter.isEmpty()) {
            return NEWEST_FIRST;
        }
        return Arrays.stream(values())
                .filter(sort -> sort.parameter.equals(parameter))
                .findFirst()
                .orElseThrow(() -> InvalidInput.of(
                        "sort", "must be createdAt, updatedAt or priority, with a leading - for the reverse"));
    }

    String column() {
        return column;
    }

    String orderBy() {
        String direction = falling ? " desc" : "";
        return " order by " + column + direction + ", id" + direction;
    }

    String after() {
        return " and (" + column + ", id) " + (falling ? "<" : ">") + " (:afterValue, :afterId)";
    }

    /// Where a page ended.
    ///
    /// @param value of the sort column: [OffsetDateTime] or a rank
    record Position(Object value, UUID id) {
        String text() {
            return value + "|" + id;
        }
    }

    Position position(String text) {
        int bar = text.indexOf('|');
        String value = text.substring(0, bar);
        UUID id = UUID.fromString(text.substring(bar + 1));
        return new Position(column.equals("priority_rank") ? Short.valueOf(value) : OffsetDateTime.parse(value), id);
    }
}
