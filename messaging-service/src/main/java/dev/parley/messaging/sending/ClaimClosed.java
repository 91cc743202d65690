package dev.parley.messaging.sending;

import dev.parley.web.ProblemException;
import org.springframework.http.HttpStatus;

/// The claim is closed or withdrawn: nobody writes about it any more.
final class ClaimClosed extends ProblemException {
    private static final long serialVersionUID = 1L;

    ClaimClosed() {
        super(
                HttpStatus.CONFLICT,
                "claim-closed",
                "Claim closed",
                "The claim is closed or withdrawn; its conversation can be read, not written to.");
    }
}
