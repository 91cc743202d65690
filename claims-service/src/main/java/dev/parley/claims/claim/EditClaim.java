package dev.parley.claims.claim;

import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import dev.parley.web.NotFound;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Customers edit the content of their draft; staff set priority and tags. An edit is no fact that others wait for.
@Component
class EditClaim {
    private final ClaimRepository claims;
    private final Clock clock;

    EditClaim(ClaimRepository claims, Clock clock) {
        this.claims = claims;
        this.clock = clock;
    }

    /// @param version the version that the caller has seen; null when the caller does not care
    /// @throws ClaimChanged when the claim is no longer in that version
    @Transactional
    public Claim by(Caller caller, UUID id, @Nullable Long version, ClaimEdit edit) {
        Claim claim = claims.findByTenantAndId(caller.tenant(), id)
                .filter(found -> caller.isStaff() || found.isOf(caller))
                .orElseThrow(NotFound::new);
        if (version != null && version != claim.version()) {
            throw new ClaimChanged();
        }
        Instant now = clock.instant();
        if (edit.changesContent()) {
            claim.edit(edit.applyTo(claim.content()), now);
        }
        if (edit.changesTriage()) {
            if (!caller.isStaff()) {
                throw new Forbidden("Priority and tags are set by staff.");
            }
            claim.triage(edit.priorityOr(claim.priority()), edit.tagsOr(claim.tags()), now);
        }
        return claims.save(claim);
    }
}
