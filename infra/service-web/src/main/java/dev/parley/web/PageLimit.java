package dev.parley.web;

import org.jspecify.annotations.Nullable;

/// The `limit` parameter of a list: 1 to 100.
public final class PageLimit {
    public static final int MOST = 100;

    private PageLimit() {}

    /// @param raw as sent, null when absent
    /// @throws InvalidInput when it is no number from 1 to 100
    public static int of(@Nullable Integer raw, int otherwise) {
        if (raw == null) {
            return otherwise;
        }
        if (raw < 1 || raw > MOST) {
            throw InvalidInput.of("limit", "must be a number from 1 to " + MOST);
        }
        return raw;
    }
}
