package dev.parley.gateway.typing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Those who write in one conversation. Confined to one thread.
public final class Typists {
    /// Contract: typing stops by itself after this time.
    public static final Duration LIFE = Duration.ofSeconds(3);

    private final Map<UUID, Instant> until = new LinkedHashMap<>(4);

    /// @return whether the set of typists changed
    public boolean start(UUID userId, Instant now) {
        return until.put(userId, now.plus(LIFE)) == null;
    }

    /// @return whether the set of typists changed
    public boolean stop(UUID userId) {
        return until.remove(userId) != null;
    }

    /// Forgets those whose time is over, and names them.
    public List<UUID> expire(Instant now) {
        List<UUID> gone = new ArrayList<>(1);
        until.entrySet().removeIf(typist -> {
            boolean over = !now.isBefore(typist.getValue());
            if (over) {
                gone.add(typist.getKey());
            }
            return over;
        });
        return gone;
    }

    /// In the order in which they began.
    public List<UUID> userIds() {
        return List.copyOf(until.keySet());
    }

    public boolean isEmpty() {
        return until.isEmpty();
    }
}
