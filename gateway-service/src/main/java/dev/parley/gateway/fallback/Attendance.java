package dev.parley.gateway.fallback;

import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.liveness.Signals;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes one session of a row of polls: who polls is there between two of them as well.
final class Attendance {
    /// Longer than a client takes to come back, shorter than anybody takes to notice.
    private static final long LINGER_MILLIS = 35_000;

    private final Signals signals;
    private final Supplier<UUID> ids;
    private final Map<Person, Visit> visits = new ConcurrentHashMap<>();

    private record Person(String tenant, UUID userId) {
        static Person of(Identity who) {
            return new Person(who.tenant(), who.userId());
        }
    }

    /// @param polls how many are held at the moment
    /// @param until when it ends if none is
    private record Visit(UUID sessionId, Identity who, int polls, long until) {}

    Attendance(Signals signals, Supplier<UUID> ids) {
        this.signals = signals;
        this.ids = ids;
    }

    void begins(Identity who) {
        visits.compute(Person.of(who), (_, visit) -> {
            if (visit != null) {
                return new Visit(visit.sessionId, who, visit.polls + 1, 0);
            }
            Visit fresh = new Visit(ids.get(), who, 1, 0);
            signals.sessionOpened(fresh.sessionId, who);
            return fresh;
        });
    }

    void ends(Identity who, long nowMillis) {
        visits.computeIfPresent(
                Person.of(who),
                (_, visit) -> new Visit(visit.sessionId, who, visit.polls - 1, nowMillis + LINGER_MILLIS));
    }

    void sweep(long nowMillis) {
        for (Person person : visits.keySet()) {
            visits.computeIfPresent(
                    person, (_, visit) -> visit.polls > 0 || nowMillis < visit.until ? visit : closed(visit));
        }
    }

    void endAll() {
        for (Person person : visits.keySet()) {
            visits.computeIfPresent(person, (_, visit) -> closed(visit));
        }
    }

    private @Nullable Visit closed(Visit visit) {
        signals.sessionClosed(visit.sessionId, visit.who);
        return null;
    }
}
