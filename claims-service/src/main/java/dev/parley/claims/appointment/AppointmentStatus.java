package dev.parley.claims.appointment;

enum AppointmentStatus {
    REQUESTED,
    SCHEDULED,
    CANCELLED
}
