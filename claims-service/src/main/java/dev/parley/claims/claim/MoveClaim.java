package dev.parley.claims.claim;

import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Staff move a claim to another state and say why.
@Component
class MoveClaim {
    private final ChangeClaim change;

    MoveClaim(ChangeClaim change) {
        this.change = change;
    }

    @Transactional
    public Claim to(ClaimStatus wanted, String reason, Caller caller, UUID id, IfMatch ifMatch) {
        return change.by(caller, id, ifMatch, (claim, now) -> {
            if (!caller.isStaff()) {
                throw new Forbidden("The status is set by staff.");
            }
            return claim.moveTo(wanted, reason, caller, now);
        });
    }
}
