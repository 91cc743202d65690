package dev.parley.claims.appointment;

import dev.parley.web.ProblemException;
import org.springframework.http.HttpStatus;

/// Nothing can be changed about a cancelled appointment.
final class AppointmentNotOpen extends ProblemException {
    private static final long serialVersionUID = 1L;

    AppointmentNotOpen() {
        super(
                HttpStatus.CONFLICT,
                "appointment-not-open",
                "Appointment not open",
                "The appointment was cancelled; make a new one.");
    }
}
