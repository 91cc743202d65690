package dev.parley.journal.relay;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Down only when the slot is lost: nothing but a person can help then. A database or broker that is away is not the
/// service's illness, and sends are still accepted.
final class RelayHealth implements HealthIndicator {
    private final @Nullable Relay relay;
    private final @Nullable RelayLag lag;

    RelayHealth(@Nullable Relay relay, @Nullable RelayLag lag) {
        this.relay = relay;
        this.lag = lag;
    }

    @Override
    public Health health() {
        if (relay == null || lag == null) {
            return Health.up().withDetail("state", RelayState.DISABLED).build();
        }
        RelayState state = relay.state();
        String reason = relay.lostBecause();
        Health.Builder health = state == RelayState.LOST ? Health.down() : Health.up();
        health.withDetail("state", state).withDetail("lagSeconds", lag.seconds());
        if (reason != null) {
            health.withDetail("reason", reason)
                    .withDetail(
                            "repair",
                            "POST /journal/recreate-slot, then POST /journal/republish (rows are kept in the journal)");
        }
        return health.build();
    }
}
