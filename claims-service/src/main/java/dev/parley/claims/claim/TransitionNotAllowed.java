package dev.parley.claims.claim;

import dev.parley.web.ProblemException;
import java.util.List;
import org.springframework.http.HttpStatus;

/// The state does not follow, or it is not for this caller to set; `allowed` lists what the caller could set instead.
final class TransitionNotAllowed extends ProblemException {
    private static final long serialVersionUID = 1L;

    TransitionNotAllowed(ClaimStatus from, ClaimStatus wanted, List<ClaimStatus> allowed) {
        super(
                HttpStatus.CONFLICT,
                "transition-not-allowed",
                "Transition not allowed",
                "A claim that is " + from + " cannot become " + wanted + ".");
        with("status", from);
        with("allowed", allowed);
    }
}
