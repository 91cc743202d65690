package dev.parley.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list.
///
/// @param nextCursor opaque; null on the last page
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    /// From `limit + 1` rows: the extra row only says that there is more.
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursorAfter) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, cursorAfter.apply(items.getLast()));
    }
}
