package dev.parley.gateway.fallback;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One envelope on its way out.
///
/// @param cursor where its reader is with it; null when it moves nobody
/// @param isReplay whether it was missed, and not live
record Event(byte[] envelope, @Nullable String cursor, boolean isReplay) {
    private static final int TYPE_AT = "{\"type\":\"".length();

    /// The `type` is the first field of every envelope.
    static String typeOf(byte[] envelope) {
        int end = TYPE_AT;
        while (end < envelope.length && envelope[end] != '"') {
            end++;
        }
        return new String(envelope, TYPE_AT, end - TYPE_AT, StandardCharsets.US_ASCII);
    }

    int size() {
        return envelope.length + (cursor == null ? 0 : cursor.length());
    }
}
