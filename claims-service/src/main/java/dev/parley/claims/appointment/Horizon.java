package dev.parley.claims.appointment;

import dev.parley.web.InvalidInput;
import java.time.Instant;
import java.time.ZoneOffset;

/// Meetings lie in the future, and not so far that the year was mistyped.
final class Horizon {
    private static final int MOST_YEARS = 2;

    private Horizon() {}

    /// @throws InvalidInput when `startsAt` is not later than now, or more than two years away
    static void check(Instant startsAt, Instant now) {
        if (!startsAt.isAfter(now)) {
            throw InvalidInput.of("startsAt", "must be in the future");
        }
        if (startsAt.isAfter(now.atOffset(ZoneOffset.UTC).plusYears(MOST_YEARS).toInstant())) {
            throw InvalidInput.of("startsAt", "must be within " + MOST_YEARS + " years");
        }
    }
}
