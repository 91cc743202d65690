package dev.parley.localstack.fill;

import java.time.Instant;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// How much, and until when.
///
/// @param messages exactly that many, SYSTEM ones included
/// @param claims each has a CLAIM and an INTERNAL conversation
/// @param end nothing is younger than that
record FillPlan(int messages, int claims, long seed, Instant end) {
    static final int MESSAGES_PER_CLAIM = 50;
    static final long DAY_MILLIS = 86_400_000L;
    private static final int FLATTENED = 10;

    /// Long enough ago that no service is writing a fact of that time any more.
    static final long QUIET_MILLIS = 3_600_000L;

    static FillPlan of(int messages, int claims, long seed, Instant now) {
        return new FillPlan(messages, claims, seed, now.minusMillis(QUIET_MILLIS));
    }

    /// Messages of each claim: the claim of rank r gets a share of 1 / (10 + r). With a million messages of 20,000
    /// claims the longest conversation has 13,000, the median one 13.
    int[] lengths(int[] notes, RandomGenerator random) {
        double shares = 0;
        for (int rank = 0; rank < claims; rank++) {
            shares += 1.0 / (FLATTENED + rank);
        }
        int left = messages - Arrays.stream(notes).sum();
        double each = Math.max(0, left - claims) / shares;
        int[] lengths = new int[claims];
        for (int rank = 0; rank < claims; rank++) {
            lengths[rank] = 1 + (int) (each / (FLATTENED + rank));
        }
        lengths[0] += left - Arrays.stream(lengths).sum();
        for (int i = claims - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int length = lengths[i];
            lengths[i] = lengths[other];
            lengths[other] = length;
        }
        return lengths;
    }

    /// Notes of each claim: none for most.
    int[] notes(RandomGenerator random) {
        int[] notes = new int[claims];
        for (int i = 0; i < claims; i++) {
            notes[i] = random.nextInt(7) == 0 ? 1 + random.nextInt(4) : 0;
        }
        return notes;
    }
}
