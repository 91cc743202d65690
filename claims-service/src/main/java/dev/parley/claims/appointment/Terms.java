package dev.parley.claims.appointment;

import dev.parley.web.InputCheck;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// When and where a meeting takes place, checked.
///
/// @param startsAt in milliseconds; kept as it is, also in the night in which a wall clock skips or repeats an hour
/// @param timeZone IANA name of a region, in whose wall clock the meeting is read
record Terms(
        Instant startsAt,
        int durationMinutes,
        String timeZone,
        String place,
        @Nullable String note) {
    static final int MOST_PLACE = 300;
    static final int MOST_NOTE = 2_000;
    private static final int SHORTEST = 5;
    private static final int LONGEST = 1_440;
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    static Instant startsAt(@Nullable String sent, InputCheck input) {
        if (sent == null) {
            input.refuse("startsAt", "is required");
            return Instant.EPOCH;
        }
        try {
            return OffsetDateTime.parse(sent).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException notOne) {
            input.refuse("startsAt", "must be an ISO 8601 date and time with Z or an offset");
            return Instant.EPOCH;
        }
    }

    static int duration(@Nullable Integer sent, InputCheck input) {
        if (sent == null || sent < SHORTEST || sent > LONGEST) {
            input.refuse("durationMinutes", "must be a number from " + SHORTEST + " to " + LONGEST);
            return SHORTEST;
        }
        return sent;
    }

    /// A zone without rules (`+02:00`, `Etc/GMT-2`) would show the wrong hour after the next change of clocks.
    static String timeZone(@Nullable String sent, InputCheck input) {
        if (sent == null || !ZONES.contains(sent) || isFixedOffset(sent)) {
            input.refuse("timeZone", "must be the IANA name of a time zone, such as Europe/Paris");
            return "UTC";
        }
        return sent;
    }

    private static boolean isFixedOffset(String zone) {
        return !zone.equals("UTC")
                && !zone.equals("Etc/UTC")
                && ZoneId.of(zone).getRules().isFixedOffset();
    }
}
