package dev.parley.claims.claim;

import dev.parley.web.ProblemException;
import org.springframework.http.HttpStatus;

final class TransitionNotAllowed extends ProblemException {
    private static final long serialVersionUID = 1L;

    TransitionNotAllowed(ClaimStatus from, ClaimStatus wanted) {
        super(
                HttpStatus.CONFLICT,
                "transition-not-allowed",
                "Transition not allowed",
                "A claim that is " + from + " cannot become " + wanted + ".");
        with("status", from);
        with("allowed", from.allowed());
    }
}
