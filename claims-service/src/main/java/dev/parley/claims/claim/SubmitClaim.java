package dev.parley.claims.claim;

import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.journal.Fact;
import dev.parley.journal.Journal;
import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import dev.parley.web.NotFound;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class SubmitClaim {
    private final ClaimRepository claims;
    private final Journal journal;
    private final Clock clock;

    SubmitClaim(ClaimRepository claims, Journal journal, Clock clock) {
        this.claims = claims;
        this.journal = journal;
        this.clock = clock;
    }

    @Transactional
    public Claim by(Caller caller, UUID id) {
        Claim claim = claims.findByTenantAndId(caller.tenant(), id)
                .filter(found -> caller.isStaff() || found.isOf(caller))
                .orElseThrow(NotFound::new);
        if (!claim.isOf(caller)) {
            throw new Forbidden("Only the customer can submit a claim.");
        }
        ClaimSubmitted submitted = claim.submit(caller, clock.instant());
        journal.append(Fact.of(claim.id(), caller.userId(), submitted.submittedAt(), submitted));
        return claims.save(claim);
    }
}
