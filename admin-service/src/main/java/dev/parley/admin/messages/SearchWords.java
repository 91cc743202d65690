package dev.parley.admin.messages;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One folding for what is stored and what is asked: lower case, without accents, letters and digits only.
/// So a query can hold no operator of the search language, and `École` finds `ecole`.
final class SearchWords {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int LONGEST_WORD = 200; // PostgreSQL keeps no word over 2,046 bytes

    private SearchWords() {}

    /// Words separated by one space.
    static String fold(String text) {
        String bare =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        return Arrays.stream(NOT_A_WORD.split(bare.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, Math.min(word.length(), LONGEST_WORD)))
                .collect(Collectors.joining(" "));
    }

    /// Each word must occur; each may be the beginning of one. Empty when there is no word in it.
    static String query(String text) {
        String folded = fold(text);
        return folded.isEmpty() ? "" : folded.replace(" ", ":* & ") + ":*";
    }
}
