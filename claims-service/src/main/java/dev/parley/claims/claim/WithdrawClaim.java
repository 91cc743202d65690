package dev.parley.claims.claim;

import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The customer takes the claim back, until it is decided.
@Component
class WithdrawClaim {
    private final ChangeClaim change;

    WithdrawClaim(ChangeClaim change) {
        this.change = change;
    }

    @Transactional
    public Claim by(Caller caller, UUID id, IfMatch ifMatch, @Nullable String reason) {
        return change.by(caller, id, ifMatch, (claim, now) -> {
            if (!claim.isOf(caller)) {
                throw new Forbidden("Only the customer can withdraw a claim.");
            }
            return claim.withdraw(reason, caller, now);
        });
    }
}
