package dev.parley.claims.appointment;

import dev.parley.claims.claim.ClaimInView;
import dev.parley.claims.claim.IfMatch;
import dev.parley.claims.claim.VisibleClaims;
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
import org.springframework.transaction.annotation.Transactional;

/// Moves, cancels and answers appointments. Once the claim is over, an appointment can still be cancelled.
@Component
class ChangeAppointment {
    private final VisibleClaims claims;
    private final AppointmentRepository appointments;
    private final People people;
    private final Journal journal;
    private final Clock clock;

    ChangeAppointment(
            VisibleClaims claims, AppointmentRepository appointments, People people, Journal journal, Clock clock) {
        this.claims = claims;
        this.appointments = appointments;
        this.people = people;
        this.journal = journal;
        this.clock = clock;
    }

    @Transactional
    public Appointment reschedule(UUID id, Caller caller, IfMatch ifMatch, AppointmentEdit.Checked edit) {
        return change(id, caller, ifMatch, (appointment, occasion) -> {
            mustNotBeOver(occasion.claim());
            if (edit.startsAt() != null) {
                Horizon.check(edit.startsAt(), occasion.now());
            }
            return appointment.reschedule(edit.applyTo(appointment.terms()), occasion);
        });
    }

    @Transactional
    public Appointment cancel(UUID id, Caller caller, IfMatch ifMatch, @Nullable String reason) {
        return change(id, caller, ifMatch, (appointment, occasion) -> appointment.cancel(reason, occasion));
    }

    @Transactional
    public Appointment answer(UUID id, Caller caller, IfMatch ifMatch, Response response) {
        return change(id, caller, ifMatch, (appointment, occasion) -> {
            mustNotBeOver(occasion.claim());
            return appointment.answer(response, occasion);
        });
    }

    private interface Change {
        @Nullable DomainEvent of(Appointment appointment, Occasion occasion);
    }

    private Appointment change(UUID id, Caller caller, IfMatch ifMatch, Change change) {
        Appointment appointment =
                appointments.findByTenantAndId(caller.tenant(), id).orElseThrow(NotFound::new);
        Instant now = clock.instant();
        people.met(caller, now);
        ClaimInView claim = claims.hold(caller, appointment.claimId());
        if (!ifMatch.accepts(appointment.version())) {
            throw new AppointmentChanged();
        }
        DomainEvent fact = change.of(appointment, new Occasion(claim, caller, now));
        if (fact == null) {
            return appointment;
        }
        Appointment changed = appointments.saveAndFlush(appointment);
        journal.append(Fact.of(claim.id(), caller.userId(), now, fact));
        return changed;
    }

    private static void mustNotBeOver(ClaimInView claim) {
        if (claim.status().isOver()) {
            throw new ClaimClosed();
        }
    }
}
