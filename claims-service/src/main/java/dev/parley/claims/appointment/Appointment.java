package dev.parley.claims.appointment;

import dev.parley.contracts.DomainEvent;
import dev.parley.web.Forbidden;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The aggregate. Each behaviour checks its rule, changes the state and returns the fact that happened, or null when
/// everything already is as it was wanted.
///
/// ```text
/// staff → SCHEDULED; customer → REQUESTED; REQUESTED → SCHEDULED when the other side accepts; both → CANCELLED
/// response: NONE → ACCEPTED ⇄ DECLINED by the other side; new terms → NONE
/// ```
@Entity
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class Appointment {
    @Id
    private UUID id;

    private String tenant;
    private UUID claimId;

    @Enumerated(EnumType.STRING)
    private AppointmentStatus status;

    @Enumerated(EnumType.STRING)
    private Response response;

    @Enumerated(EnumType.STRING)
    private Side proposedBy;

    private Instant startsAt;
    private int durationMinutes;
    private String timeZone;
    private String place;
    private @Nullable String note;
    private UUID createdBy;
    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private long version;

    protected Appointment() {}

    /// What staff name is scheduled, what the customer names is requested.
    Appointment(UUID id, Occasion occasion, Terms terms) {
        this.id = id;
        this.tenant = occasion.claim().tenant();
        this.claimId = occasion.claim().id();
        this.proposedBy = occasion.side();
        this.status = proposedBy == Side.STAFF ? AppointmentStatus.SCHEDULED : AppointmentStatus.REQUESTED;
        this.response = Response.NONE;
        this.createdBy = occasion.actor().userId();
        this.createdAt = occasion.now();
        this.updatedAt = occasion.now();
        take(terms);
    }

    DomainEvent made(Occasion occasion) {
        return status == AppointmentStatus.SCHEDULED ? occasion.scheduled(this) : occasion.requested(this);
    }

    /// Either side names new terms; the other answers them anew.
    @Nullable DomainEvent reschedule(Terms wanted, Occasion occasion) {
        mustBeOpen();
        if (wanted.equals(terms())) {
            return null;
        }
        Instant previous = startsAt;
        take(wanted);
        proposedBy = occasion.side();
        response = Response.NONE;
        updatedAt = occasion.now();
        return occasion.rescheduled(this, previous);
    }

    DomainEvent cancel(@Nullable String reason, Occasion occasion) {
        mustBeOpen();
        status = AppointmentStatus.CANCELLED;
        updatedAt = occasion.now();
        return occasion.cancelled(this, reason);
    }

    /// @throws Forbidden when the present terms are the answering side's own
    @Nullable DomainEvent answer(Response answer, Occasion occasion) {
        mustBeOpen();
        if (occasion.side() == proposedBy) {
            throw new Forbidden("An appointment is answered by the other side.");
        }
        if (answer == response) {
            return null;
        }
        response = answer;
        updatedAt = occasion.now();
        if (answer == Response.ACCEPTED && status == AppointmentStatus.REQUESTED) {
            status = AppointmentStatus.SCHEDULED;
            return occasion.scheduled(this);
        }
        return occasion.answered(this);
    }

    private void mustBeOpen() {
        if (status == AppointmentStatus.CANCELLED) {
            throw new AppointmentNotOpen();
        }
    }

    private void take(Terms terms) {
        startsAt = terms.startsAt();
        durationMinutes = terms.durationMinutes();
        timeZone = terms.timeZone();
        place = terms.place();
        note = terms.note();
    }

    Terms terms() {
        return new Terms(startsAt, durationMinutes, timeZone, place, note);
    }

    UUID id() {
        return id;
    }

    UUID claimId() {
        return claimId;
    }

    Response response() {
        return response;
    }

    long version() {
        return version;
    }

    AppointmentView view() {
        return AppointmentView.of(id, claimId, status, response, terms(), createdBy, createdAt, updatedAt, version);
    }
}
