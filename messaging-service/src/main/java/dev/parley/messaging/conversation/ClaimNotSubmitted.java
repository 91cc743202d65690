package dev.parley.messaging.conversation;

import dev.parley.web.ProblemException;
import org.springframework.http.HttpStatus;

/// While a claim is a draft there is no messaging about it.
final class ClaimNotSubmitted extends ProblemException {
    private static final long serialVersionUID = 1L;

    ClaimNotSubmitted() {
        super(
                HttpStatus.CONFLICT,
                "claim-not-submitted",
                "Claim not submitted",
                "The claim is a draft; its conversation opens when it is submitted.");
    }
}
