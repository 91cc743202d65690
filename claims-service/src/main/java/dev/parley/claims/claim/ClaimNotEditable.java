package dev.parley.claims.claim;

import dev.parley.web.ProblemException;
import org.springframework.http.HttpStatus;

/// The customer handed the claim in: its content stands.
final class ClaimNotEditable extends ProblemException {
    private static final long serialVersionUID = 1L;

    ClaimNotEditable() {
        super(
                HttpStatus.CONFLICT,
                "claim-not-editable",
                "Claim not editable",
                "Only a draft can be edited by its customer; this claim was submitted.");
    }
}
