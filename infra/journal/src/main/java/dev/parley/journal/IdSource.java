package dev.parley.journal;

import java.util.UUID;

/// Gives UUIDv7 ids, which rise with time on one machine. Passed in, so that a rule has no hidden randomness.
@FunctionalInterface
public interface IdSource {
    UUID next();
}
