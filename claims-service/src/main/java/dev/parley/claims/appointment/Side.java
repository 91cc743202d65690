package dev.parley.claims.appointment;

import dev.parley.web.Caller;

/// The two sides of an appointment.
enum Side {
    CUSTOMER,
    STAFF;

    static Side of(Caller caller) {
        return caller.isStaff() ? STAFF : CUSTOMER;
    }
}
