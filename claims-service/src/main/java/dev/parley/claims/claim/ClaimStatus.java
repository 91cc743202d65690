package dev.parley.claims.claim;

import dev.parley.web.Forbidden;
import dev.parley.web.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The states of a claim, each with the states that may follow it.
///
/// ```text
/// DRAFT → SUBMITTED → IN_REVIEW ⇄ WAITING_CUSTOMER; IN_REVIEW → APPROVED | REJECTED → CLOSED
/// the customer may withdraw until it is decided; an admin may reopen what is closed
/// ```
public enum ClaimStatus {
    DRAFT,
    SUBMITTED,
    IN_REVIEW,
    WAITING_CUSTOMER,
    APPROVED,
    REJECTED,
    CLOSED,
    WITHDRAWN;

    private Set<ClaimStatus> next() {
        return switch (this) {
            case DRAFT -> Set.of(SUBMITTED, WITHDRAWN);
            case SUBMITTED -> Set.of(IN_REVIEW, WITHDRAWN);
            case IN_REVIEW -> Set.of(WAITING_CUSTOMER, APPROVED, REJECTED, WITHDRAWN);
            case WAITING_CUSTOMER -> Set.of(IN_REVIEW, WITHDRAWN);
            case APPROVED, REJECTED -> Set.of(CLOSED);
            case CLOSED -> Set.of(IN_REVIEW);
            case WITHDRAWN -> Set.of();
        };
    }

    /// Submission and withdrawal are acts of the customer; every other state is set by staff; what is closed is
    /// reopened by an admin.
    private boolean isSetBy(Role role, ClaimStatus wanted) {
        return switch (wanted) {
            case DRAFT -> false;
            case SUBMITTED, WITHDRAWN -> role == Role.CUSTOMER;
            case IN_REVIEW -> this == CLOSED ? role == Role.ADMIN : role.isStaff();
            case WAITING_CUSTOMER, APPROVED, REJECTED, CLOSED -> role.isStaff();
        };
    }

    /// What may follow this state, whoever does it; in the order of the enum, so that an answer is the same every time.
    List<ClaimStatus> allowed() {
        return Arrays.stream(values()).filter(next()::contains).toList();
    }

    /// What somebody of this role could set.
    List<ClaimStatus> allowedTo(Role role) {
        return allowed().stream().filter(wanted -> isSetBy(role, wanted)).toList();
    }

    /// @throws Forbidden when an agent wants to reopen what is closed
    /// @throws TransitionNotAllowed when `wanted` does not follow this state, or is not for this role to set
    void mustAllow(ClaimStatus wanted, Role role) {
        if (this == CLOSED && wanted == IN_REVIEW && role == Role.AGENT) {
            throw new Forbidden("Only an admin can reopen a closed claim.");
        }
        if (!allowedTo(role).contains(wanted)) {
            throw new TransitionNotAllowed(this, wanted, allowedTo(role));
        }
    }

    /// Whether nothing can be arranged about the claim any more.
    public boolean isOver() {
        return this == CLOSED || this == WITHDRAWN;
    }
}
