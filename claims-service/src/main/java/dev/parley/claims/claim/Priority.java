package dev.parley.claims.claim;

/// Set by staff.
public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    URGENT
}
