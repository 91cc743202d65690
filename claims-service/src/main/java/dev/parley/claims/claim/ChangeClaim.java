package dev.parley.claims.claim;

import dev.parley.claims.person.People;
import dev.parley.contracts.DomainEvent;
import dev.parley.journal.Fact;
import dev.parley.journal.Journal;
import dev.parley.web.Caller;
import dev.parley.web.NotFound;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// What every change of a claim has in common: only what the caller may see, only in the version they have seen, one
/// fact in the same transaction. The use cases say what changes.
@Component
class ChangeClaim {
    private final ClaimRepository claims;
    private final People people;
    private final Journal journal;
    private final Clock clock;

    ChangeClaim(ClaimRepository claims, People people, Journal journal, Clock clock) {
        this.claims = claims;
        this.people = people;
        this.journal = journal;
        this.clock = clock;
    }

    interface Change {
        /// @return the fact that happened; null when the claim already is as it was wanted
        @Nullable DomainEvent of(Claim claim, Instant now);
    }

    /// @throws NotFound when there is no such claim that the caller may see
    /// @throws ClaimChanged when the claim is no longer in a version that `ifMatch` names
    @Transactional(propagation = Propagation.MANDATORY)
    public Claim by(Caller caller, UUID id, IfMatch ifMatch, Change change) {
        Claim claim = claims.findByTenantAndId(caller.tenant(), id)
                .filter(found -> caller.isStaff() || found.isOf(caller))
                .orElseThrow(NotFound::new);
        if (!ifMatch.accepts(claim.version())) {
            throw new ClaimChanged();
        }
        Instant now = clock.instant();
        DomainEvent fact = change.of(claim, now);
        if (fact == null) {
            return claim;
        }
        Claim changed = claims.saveAndFlush(claim);
        people.met(caller, now);
        journal.append(Fact.of(id, caller.userId(), now, fact));
        return changed;
    }
}
