package dev.parley.claims.claim;

import dev.parley.claims.person.People;
import dev.parley.claims.person.Person;
import dev.parley.journal.Fact;
import dev.parley.journal.IdSource;
import dev.parley.journal.Journal;
import dev.parley.web.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class OpenClaim {
    private final ClaimRepository claims;
    private final ClaimNumbers numbers;
    private final People people;
    private final Journal journal;
    private final IdSource ids;
    private final Clock clock;

    OpenClaim(ClaimRepository claims, ClaimNumbers numbers, People people, Journal journal, IdSource ids, Clock clock) {
        this.claims = claims;
        this.numbers = numbers;
        this.people = people;
        this.journal = journal;
        this.ids = ids;
        this.clock = clock;
    }

    /// @param customerId whose claim it is: the caller, or somebody for whom staff write it down
    @Transactional
    public Claim by(Caller caller, UUID customerId, ClaimContent content) {
        Instant now = clock.instant();
        people.met(caller, now);
        String name = customerId.equals(caller.userId())
                ? caller.name()
                : people.find(caller.tenant(), customerId).map(Person::name).orElse("");
        Claim.Customer customer = new Claim.Customer(caller.tenant(), customerId, name);
        Claim claim = new Claim(ids.next(), numbers.next(caller.tenant(), now), customer, content, now);
        Claim saved = claims.saveAndFlush(claim);
        journal.append(Fact.of(saved.id(), caller.userId(), now, saved.opened(caller)));
        return saved;
    }
}
