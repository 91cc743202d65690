package dev.parley.claims.claim;

public enum Category {
    COMPENSATION,
    INSURANCE,
    DAMAGE,
    GENERAL,
    OTHER
}
