package dev.parley.presence.online;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Stands still until a test moves it.
final class MovableClock extends Clock {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS));

    /// @param by how far; negative to set it back
    void forward(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    /// Not behind the real time, by which tokens are made: from the future they would be refused.
    void catchUp() {
        Instant real = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        now.updateAndGet(instant -> instant.isBefore(real) ? real : instant);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("only instants are asked for");
    }
}
