package dev.parley.systemtest.history;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Texts that name their audience: whoever is given one can tell whether it was meant for them,
/// whatever the envelope says.
public final class Canary {

    private static final Pattern AUDIENCE = Pattern.compile("\\[for ([^\\]]+)\\]$");

    private Canary() {}

    /// @param names of those who may see it, as their clients call themselves in
    ///     [History.Delivered#reader]
    public static String text(String words, Collection<String> names) {
        return words + " [for " + String.join(",", new TreeSet<>(names)) + "]";
    }

    /// Empty for a text that names nobody.
    static Optional<Set<String>> audience(String text) {
        Matcher named = AUDIENCE.matcher(text);
        return named.find() ? Optional.of(Set.of(named.group(1).split(",", -1))) : Optional.empty();
    }
}
