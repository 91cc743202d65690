package dev.parley.claims.appointment;

import dev.parley.claims.claim.ClaimInView;
import dev.parley.claims.claim.ClaimStatus;
import dev.parley.claims.claim.VisibleClaims;
import dev.parley.claims.person.People;
import dev.parley.journal.Fact;
import dev.parley.journal.IdSource;
import dev.parley.journal.Journal;
import dev.parley.web.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Staff schedule, the customer requests. The claim must be submitted and not over.
@Component
class MakeAppointment {
    private final VisibleClaims claims;
    private final AppointmentRepository appointments;
    private final People people;
    private final Journal journal;
    private final IdSource ids;
    private final Clock clock;

    MakeAppointment(
            VisibleClaims claims,
            AppointmentRepository appointments,
            People people,
            Journal journal,
            IdSource ids,
            Clock clock) {
        this.claims = claims;
        this.appointments = appointments;
        this.people = people;
        this.journal = journal;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional
    public Appointment about(UUID claimId, Caller caller, Terms terms) {
        Instant now = clock.instant();
        people.met(caller, now);
        ClaimInView claim = claims.hold(caller, claimId);
        if (claim.status() == ClaimStatus.DRAFT) {
            throw new ClaimNotSubmitted();
        }
        if (claim.status().isOver()) {
            throw new ClaimClosed();
        }
        Horizon.check(terms.startsAt(), now);
        Occasion occasion = new Occasion(claim, caller, now);
        Appointment made = appointments.saveAndFlush(new Appointment(ids.next(), occasion, terms));
        journal.append(Fact.of(claimId, caller.userId(), now, made.made(occasion)));
        return made;
    }
}
