package dev.parley.claims.claim;

import dev.parley.web.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The `If-Match` header: the versions that the caller has seen. Absent or `*`, any version will do.
///
/// A proxy that compresses makes an entity tag weak; it names the same version all the same.
public final class IfMatch {
    private static final int MOST_TAGS = 20;
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final IfMatch ANY = new IfMatch(List.of(), true);

    private final List<String> tags;
    private final boolean any;

    private IfMatch(List<String> tags, boolean any) {
        this.tags = tags;
        this.any = any;
    }

    /// @throws InvalidInput when it is neither `*` nor a list of quoted entity tags
    public static IfMatch of(@Nullable String header) {
        if (header == null || header.strip().equals("*")) {
            return ANY;
        }
        String[] parts = COMMA.split(header, -1);
        if (parts.length > MOST_TAGS) {
            throw malformed();
        }
        return new IfMatch(Arrays.stream(parts).map(part -> tagIn(part.strip())).toList(), false);
    }

    public boolean accepts(long version) {
        return any || tags.contains(Long.toString(version));
    }

    private static String tagIn(String text) {
        Matcher tag = TAG.matcher(text);
        if (!tag.matches()) {
            throw malformed();
        }
        return tag.group(1);
    }

    private static InvalidInput malformed() {
        return InvalidInput.of("If-Match", "must be * or quoted entity tags");
    }
}
