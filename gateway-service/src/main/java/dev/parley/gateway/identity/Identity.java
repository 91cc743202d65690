package dev.parley.gateway.identity;

import java.time.Instant;
import java.util.UUID;

/// What a valid token says. Worth nothing after `expiresAt`.
public record Identity(String tenant, UUID userId, Role role, Instant expiresAt) {
    public boolean isSamePerson(Identity other) {
        return userId.equals(other.userId) && tenant.equals(other.tenant);
    }
}
