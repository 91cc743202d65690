package dev.parley.gateway.liveness;

import dev.parley.gateway.identity.Identity;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// How many sessions each user has on this gateway, whatever they speak.
public final class Seats {
    private final int most;
    private final Map<Person, Integer> taken = new ConcurrentHashMap<>();

    private record Person(String tenant, UUID userId) {}

    Seats(int most) {
        this.most = most;
    }

    /// @return whether the user may have one more; then it is to be given back with [#free]
    public boolean take(Identity who) {
        int count = taken.merge(new Person(who.tenant(), who.userId()), 1, Integer::sum);
        if (count > most) {
            free(who);
            return false;
        }
        return true;
    }

    public void free(Identity who) {
        taken.computeIfPresent(new Person(who.tenant(), who.userId()), (_, count) -> count == 1 ? null : count - 1);
    }
}
