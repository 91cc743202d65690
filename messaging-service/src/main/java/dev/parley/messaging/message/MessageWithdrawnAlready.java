package dev.parley.messaging.message;

import dev.parley.web.ProblemException;
import org.springframework.http.HttpStatus;

/// The message was taken back: there is nothing left to edit or to react to.
public final class MessageWithdrawnAlready extends ProblemException {
    private static final long serialVersionUID = 1L;

    public MessageWithdrawnAlready() {
        super(HttpStatus.CONFLICT, "message-withdrawn", "Message withdrawn", "The message was withdrawn.");
    }
}
