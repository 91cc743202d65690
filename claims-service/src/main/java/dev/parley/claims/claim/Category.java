package dev.parley.claims.claim;

enum Category {
    COMPENSATION,
    INSURANCE,
    DAMAGE,
    GENERAL,
    OTHER
}
