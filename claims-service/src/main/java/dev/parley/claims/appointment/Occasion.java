package dev.parley.claims.appointment;

import dev.parley.claims.claim.ClaimInView;
import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.claims.AppointmentAnswered;
import dev.parley.contracts.claims.AppointmentCancelled;
import dev.parley.contracts.claims.AppointmentRequested;
import dev.parley.contracts.claims.AppointmentRescheduled;
import dev.parley.contracts.claims.AppointmentScheduled;
import dev.parley.web.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who changes an appointment of which claim, when: what its facts tell besides the appointment itself.
record Occasion(ClaimInView claim, Caller actor, Instant now) {
    Side side() {
        return Side.of(actor);
    }

    AppointmentRequested requested(Appointment appointment) {
        Terms terms = appointment.terms();
        return new AppointmentRequested(
                claim.tenant(),
                claim.id(),
                appointment.id(),
                ConversationIds.ofAppointment(appointment.id()),
                claim.reference(),
                claim.customerId(),
                claim.customerName(),
                claim.customerLocale(),
                terms.startsAt(),
                terms.durationMinutes(),
                terms.timeZone(),
                terms.place(),
                terms.note(),
                actor.userId(),
                actor.name(),
                actor.role().name(),
                now);
    }

    AppointmentScheduled scheduled(Appointment appointment) {
        Terms terms = appointment.terms();
        return new AppointmentScheduled(
                claim.tenant(),
                claim.id(),
                appointment.id(),
                ConversationIds.ofAppointment(appointment.id()),
                claim.reference(),
                claim.customerId(),
                claim.customerName(),
                claim.customerLocale(),
                terms.startsAt(),
                terms.durationMinutes(),
                terms.timeZone(),
                terms.place(),
                terms.note(),
                actor.userId(),
                actor.name(),
                actor.role().name(),
                now);
    }

    AppointmentRescheduled rescheduled(Appointment appointment, Instant previousStartsAt) {
        Terms terms = appointment.terms();
        return new AppointmentRescheduled(
                claim.tenant(),
                claim.id(),
                appointment.id(),
                ConversationIds.ofAppointment(appointment.id()),
                claim.reference(),
                claim.customerId(),
                claim.customerName(),
                claim.customerLocale(),
                previousStartsAt,
                terms.startsAt(),
                terms.durationMinutes(),
                terms.timeZone(),
                terms.place(),
                terms.note(),
                actor.userId(),
                actor.name(),
                actor.role().name(),
                now);
    }

    AppointmentCancelled cancelled(Appointment appointment, @Nullable String reason) {
        return new AppointmentCancelled(
                claim.tenant(),
                claim.id(),
                appointment.id(),
                ConversationIds.ofAppointment(appointment.id()),
                claim.reference(),
                claim.customerId(),
                claim.customerName(),
                claim.customerLocale(),
                appointment.terms().startsAt(),
                appointment.terms().timeZone(),
                reason,
                actor.userId(),
                actor.name(),
                actor.role().name(),
                now);
    }

    AppointmentAnswered answered(Appointment appointment) {
        return new AppointmentAnswered(
                claim.tenant(),
                claim.id(),
                appointment.id(),
                ConversationIds.ofAppointment(appointment.id()),
                claim.reference(),
                claim.customerId(),
                claim.customerName(),
                claim.customerLocale(),
                appointment.terms().startsAt(),
                appointment.terms().timeZone(),
                appointment.response().name(),
                actor.userId(),
                actor.name(),
                actor.role().name(),
                now);
    }
}
