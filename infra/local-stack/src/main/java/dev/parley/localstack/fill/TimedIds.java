package dev.parley.localstack.fill;

import java.util.SplittableRandom;
import java.util.UUID;

/// UUIDv7 ids of a given time. Within a millisecond they rise in the order in which they are made, as the services' do.
final class TimedIds {
    private static final int LARGEST_COUNT = 0xfff;

    private final SplittableRandom random;
    private long lastMillis;
    private int count;

    TimedIds(long seed) {
        random = new SplittableRandom(seed);
    }

    UUID at(long millis) {
        count = millis == lastMillis ? Math.min(count + 1, LARGEST_COUNT) : random.nextInt(256);
        lastMillis = millis;
        long high = millis << 16 | 0x7000L | count;
        return new UUID(high, random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L);
    }
}
