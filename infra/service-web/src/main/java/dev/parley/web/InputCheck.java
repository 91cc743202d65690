package dev.parley.web;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects what is wrong with a request, so that the caller is told everything at once.
///
/// Text is NFC-normalised; control characters other than newline and tab, and surrogates without their half, are
/// refused. Lengths count Unicode code points after normalisation.
public final class InputCheck {
    private final List<InvalidInput.FieldError> errors = new ArrayList<>();

    public void refuse(String field, String message) {
        errors.add(new InvalidInput.FieldError(field, message));
    }

    /// Text that must have at least one character which is not white space.
    public String text(String field, @Nullable String value, int maxLength) {
        if (value == null || value.isBlank()) {
            refuse(field, "is required");
            return "";
        }
        return checked(field, value, maxLength);
    }

    public @Nullable String optionalText(String field, @Nullable String value, int maxLength) {
        return value == null ? null : checked(field, value, maxLength);
    }

    public <T> T required(String field, @Nullable T value, T otherwise) {
        if (value == null) {
            refuse(field, "is required");
            return otherwise;
        }
        return value;
    }

    /// @throws InvalidInput when anything was refused
    public void done() {
        if (!errors.isEmpty()) {
            throw new InvalidInput(List.copyOf(errors));
        }
    }

    private String checked(String field, String value, int maxLength) {
        if (value.length() > maxLength * 4L
                || value.chars().anyMatch(InputCheck::isRefused)
                || hasLoneSurrogate(value)) {
            refuse(
                    field,
                    value.length() > maxLength * 4L
                            ? "is longer than " + maxLength + " characters"
                            : "contains characters that are not allowed");
            return "";
        }
        String normal = Normalizer.normalize(value, Normalizer.Form.NFC);
        if (normal.codePointCount(0, normal.length()) > maxLength) {
            refuse(field, "is longer than " + maxLength + " characters");
        }
        return normal;
    }

    private static boolean isRefused(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\t';
    }

    private static boolean hasLoneSurrogate(String value) {
        return value.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
