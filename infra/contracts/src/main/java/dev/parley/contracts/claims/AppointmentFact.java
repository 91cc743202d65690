package dev.parley.contracts.claims;

import dev.parley.contracts.DomainEvent;
import java.time.Instant;
import java.util.UUID;

/// What every fact of an appointment says: which one, about which claim, whose, and when it is or was to be.
public sealed interface AppointmentFact extends DomainEvent
        permits AppointmentRequested,
                AppointmentScheduled,
                AppointmentRescheduled,
                AppointmentCancelled,
                AppointmentAnswered {
    UUID claimId();

    UUID appointmentId();

    UUID conversationId();

    String claimReference();

    UUID customerId();

    String customerName();

    String customerLocale();

    Instant startsAt();

    String timeZone();
}
