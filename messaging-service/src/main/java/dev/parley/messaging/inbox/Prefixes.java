package dev.parley.messaging.inbox;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// From what somebody typed to a tsquery: every word must be there, or a word that begins with it. Whatever is neither
/// letter nor digit separates words, so that nothing typed can be an operator.
final class Prefixes {
    private static final int MOST_WORDS = 10;

    private Prefixes() {}

    /// Null when nothing is searched.
    static @Nullable String of(@Nullable String typed) {
        if (typed == null) {
            return null;
        }
        String query = Arrays.stream(typed.split("[^\\p{L}\\p{M}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .map(word -> word + ":*")
                .collect(Collectors.joining(" & "));
        return query.isEmpty() ? null : query;
    }
}
