package dev.parley.gateway.session;

import java.time.Duration;
import java.util.UUID;

/// Whether a person does anything on a session. Confined to its event loop.
///
/// What could not be told (too much is waiting for Kafka) has not happened: it is told with the next tick, or with the
/// next thing that the person does.
final class Idleness {
    private final Session session;
    private final Sockets sockets;
    private long idleBy = Long.MAX_VALUE;
    private int turns; // odd while idle

    Idleness(Session session, Sockets sockets) {
        this.session = session;
        this.sockets = sockets;
    }

    /// Whoever opens a session is there.
    void begin(long nowMillis) {
        idleBy = nowMillis + idleAfter();
    }

    void personActed(long nowMillis) {
        if (isIdle()) {
            if (!sockets.signals().sessionActive(session.id, session.who(), turns + 1)) {
                return;
            }
            turns++;
        }
        idleBy = nowMillis + idleAfter();
    }

    void tick(long nowMillis) {
        if (nowMillis >= idleBy && !isIdle() && session.isOpen()) {
            Duration still = Duration.ofMillis(nowMillis - (idleBy - idleAfter()));
            if (sockets.signals().sessionIdle(session.id, session.who(), turns + 1, still)) {
                turns++;
            }
        }
    }

    private boolean isIdle() {
        return (turns & 1) == 1;
    }

    private long idleAfter() {
        return idleAfter(sockets.limits().idleAfter(), session.id);
    }

    /// A little longer for some than for others, so that those who came together, after a restart, do not fall idle at
    /// the same moment.
    ///
    /// Ids of one moment follow each other, and so do their hashes: the multiplication scatters them.
    ///
    /// @return milliseconds
    static long idleAfter(Duration least, UUID sessionId) {
        long spread = least.toMillis() / 10 + 1;
        long scattered = Integer.toUnsignedLong(sessionId.hashCode() * 0x9E3779B9);
        return least.toMillis() + (scattered * spread >>> 32);
    }
}
