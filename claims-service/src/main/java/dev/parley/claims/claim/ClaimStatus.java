package dev.parley.claims.claim;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The states of a claim, each with the states that may follow it.
///
/// ```text
/// DRAFT → SUBMITTED → IN_REVIEW ⇄ WAITING_CUSTOMER; IN_REVIEW → APPROVED | REJECTED → CLOSED
/// the customer may withdraw until it is decided; an admin may reopen what is closed
/// ```
enum ClaimStatus {
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

    /// In the order of the enum, so that an answer is the same every time.
    List<ClaimStatus> allowed() {
        return Arrays.stream(values()).filter(next()::contains).toList();
    }

    /// @throws TransitionNotAllowed when `wanted` does not follow this state
    void mustAllow(ClaimStatus wanted) {
        if (!next().contains(wanted)) {
            throw new TransitionNotAllowed(this, wanted);
        }
    }
}
