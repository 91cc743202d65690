package dev.parley.claims.claim;

import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class SubmitClaim {
    private final ChangeClaim change;

    SubmitClaim(ChangeClaim change) {
        this.change = change;
    }

    @Transactional
    public Claim by(Caller caller, UUID id, IfMatch ifMatch) {
        return change.by(caller, id, ifMatch, (claim, now) -> {
            if (!claim.isOf(caller)) {
                throw new Forbidden("Only the customer can submit a claim.");
            }
            return claim.submit(caller, now);
        });
    }
}
