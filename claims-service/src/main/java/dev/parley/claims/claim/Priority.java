package dev.parley.claims.claim;

/// Set by staff.
enum Priority {
    LOW,
    NORMAL,
    HIGH,
    URGENT
}
