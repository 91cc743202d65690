package dev.parley.claims.appointment;

import dev.parley.web.ProblemException;
import org.springframework.http.HttpStatus;

/// The claim is over. What was arranged can only be cancelled.
final class ClaimClosed extends ProblemException {
    private static final long serialVersionUID = 1L;

    ClaimClosed() {
        super(
                HttpStatus.CONFLICT,
                "claim-closed",
                "Claim closed",
                "The claim is closed or withdrawn; nothing can be arranged about it.");
    }
}
