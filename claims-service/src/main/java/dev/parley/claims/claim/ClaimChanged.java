package dev.parley.claims.claim;

import dev.parley.web.ProblemException;
import org.springframework.http.HttpStatus;

/// Somebody else was faster. Read again, decide again.
final class ClaimChanged extends ProblemException {
    private static final long serialVersionUID = 1L;

    ClaimChanged() {
        super(
                HttpStatus.PRECONDITION_FAILED,
                "claim-changed",
                "Claim changed meanwhile",
                "The claim is no longer in the version that this change was made for.");
    }
}
