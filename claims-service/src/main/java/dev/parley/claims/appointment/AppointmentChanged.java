package dev.parley.claims.appointment;

import dev.parley.web.ProblemException;
import org.springframework.http.HttpStatus;

/// Somebody else was faster. Read again, decide again.
final class AppointmentChanged extends ProblemException {
    private static final long serialVersionUID = 1L;

    AppointmentChanged() {
        super(
                HttpStatus.PRECONDITION_FAILED,
                "appointment-changed",
                "Appointment changed meanwhile",
                "The appointment is no longer in the version that this change was made for.");
    }
}
