package dev.parley.messaging.property;

import dev.parley.journal.IdSource;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// Time and ids that follow from the number of the step, so that two worlds which took the same steps are equal to the
/// byte. What happens aside takes its ids from elsewhere and lasts no time.
final class CountedTime extends Clock implements IdSource {
    private static final long VERSION_7 = 0x7000L;
    private static final long ASIDE = 0x0800L;

    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger idsAside = new AtomicInteger();
    private volatile long step;
    private volatile boolean aside;

    Instant begin() {
        return begin;
    }

    void step(long number) {
        step = number;
        ids.set(0);
    }

    void aside(Runnable work) {
        aside = true;
        try {
            work.run();
        } finally {
            aside = false;
        }
    }

    @Override
    public UUID next() {
        long high = instant().toEpochMilli() << 16 | VERSION_7 | (aside ? ASIDE : 0);
        return new UUID(high, Long.MIN_VALUE | step << 32 | (aside ? idsAside : ids).incrementAndGet());
    }

    @Override
    public Instant instant() {
        return begin.plusMillis(step * 100);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
