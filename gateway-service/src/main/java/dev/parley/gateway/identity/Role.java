package dev.parley.gateway.identity;

/// What a person is to the tenant. Staff = agent or admin.
public enum Role {
    CUSTOMER,
    AGENT,
    ADMIN;

    public boolean isStaff() {
        return this != CUSTOMER;
    }
}
