package dev.parley.web;

/// What a person may be. Staff = agent or admin.
public enum Role {
    CUSTOMER,
    AGENT,
    ADMIN;

    public boolean isStaff() {
        return this != CUSTOMER;
    }
}
