package dev.parley.gateway;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// For how long something takes: begins at the time of day and goes on evenly, whatever the clock of the machine does
/// afterwards. A machine whose clock is set back by two hours must not be without heartbeats for two hours.
///
/// Not for what others measure by their clocks (tokens, events): after such a step it is off by the step.
public final class SteadyClock extends Clock {
    private final Instant begin;
    private final long beginNanos;

    SteadyClock(Clock wall) {
        this.begin = wall.instant();
        this.beginNanos = System.nanoTime();
    }

    @Override
    public Instant instant() {
        return begin.plusNanos(System.nanoTime() - beginNanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the gateway knows no time zones");
    }
}
