package dev.parley.claims.appointment;

/// What the other side says to the present terms.
enum Response {
    NONE,
    ACCEPTED,
    DECLINED
}
