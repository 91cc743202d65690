package dev.parley.messaging.sending;

import dev.parley.messaging.entry.Entry;
import dev.parley.web.ProblemException;
import java.util.List;
import org.springframework.http.HttpStatus;

/// Others wrote since the sender looked. `entries` are what the sender has missed.
final class ConversationMovedOn extends ProblemException {
    private static final long serialVersionUID = 1L;

    ConversationMovedOn(long headSeq, List<Entry> entries) {
        super(
                HttpStatus.CONFLICT,
                "conversation-moved-on",
                "Conversation moved on",
                "Others wrote since; read the entries, then send again with the newer basedOnSeq or with override.");
        with("headSeq", headSeq);
        with("entries", entries);
    }
}
