package dev.parley.claims.appointment;

import dev.parley.web.ProblemException;
import org.springframework.http.HttpStatus;

/// A draft is the customer's own affair.
final class ClaimNotSubmitted extends ProblemException {
    private static final long serialVersionUID = 1L;

    ClaimNotSubmitted() {
        super(
                HttpStatus.CONFLICT,
                "claim-not-submitted",
                "Claim not submitted",
                "There are no appointments about a claim that is still a draft.");
    }
}
