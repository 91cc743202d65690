package dev.parley.localstack.stack;

import java.time.Duration;

/// How long to wait before a process that ended is started again: 0.2 s, doubling up to 5 s; from the
/// beginning after it has run for a minute.
final class BackOff {

    static final Duration FIRST = Duration.ofMillis(200);
    static final Duration LONGEST = Duration.ofSeconds(5);
    static final Duration STABLE = Duration.ofSeconds(60);

    private Duration next = FIRST;

    /// @param ran how long the process was alive
    Duration afterRunOf(Duration ran) {
        if (ran.compareTo(STABLE) >= 0) {
            next = FIRST;
        }
        Duration wait = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return wait;
    }
}
