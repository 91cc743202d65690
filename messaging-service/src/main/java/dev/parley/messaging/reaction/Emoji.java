package dev.parley.messaging.reaction;

import java.util.Optional;
import java.util.regex.Pattern;

/// One emoji as people see it: one grapheme, however many code points it is made of.
record Emoji(String text) {
    private static final int MOST_CHARACTERS = 32;
    private static final Pattern ONE_GRAPHEME = Pattern.compile("\\X");
    private static final Pattern FLAG = Pattern.compile("[\\x{1F1E6}-\\x{1F1FF}]{2}");
    private static final Pattern KEYCAP = Pattern.compile("[0-9#*]\\x{FE0F}?\\x{20E3}");
    /// Pictographs, their skin tones and presentation, joined by ZWJ; tags as in the flags of nations.
    private static final Pattern PICTURE = Pattern.compile(
            "\\p{IsExtended_Pictographic}[\\p{IsEmoji_Modifier}\\x{FE0F}\\x{200D}\\p{IsExtended_Pictographic}"
                    + "\\x{E0020}-\\x{E007F}]*");

    /// Empty when the text is anything else.
    static Optional<Emoji> of(String text) {
        boolean isOne = text.length() <= MOST_CHARACTERS
                && ONE_GRAPHEME.matcher(text).matches()
                && (FLAG.matcher(text).matches()
                        || KEYCAP.matcher(text).matches()
                        || PICTURE.matcher(text).matches());
        return isOne ? Optional.of(new Emoji(text)) : Optional.empty();
    }
}
