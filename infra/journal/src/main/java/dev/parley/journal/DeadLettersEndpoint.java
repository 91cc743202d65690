package dev.parley.journal;

import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/// The dead letters of this service, on the management port only. Answers never hold the content of a record.
///
/// | call | does |
/// |---|---|
/// | `GET /deadletters` | the first thousand that wait |
/// | `POST /deadletters/{id}/replay` | replays everything that waits of the letter's key, in order |
/// | `POST /deadletters/{id}/discard` | gives the one record up |
@Endpoint(id = "deadletters")
public final class DeadLettersEndpoint {
    private static final int LISTED = 1_000;

    private final DeadLetters deadLetters;

    DeadLettersEndpoint(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    public record Discarded(long id) {}

    @ReadOperation
    public List<DeadLetter> waiting() {
        return deadLetters.waiting(LISTED);
    }

    @WriteOperation
    public Object settle(@Selector long id, @Selector String action) {
        try {
            return switch (action) {
                case "replay" -> deadLetters.replay(id);
                case "discard" -> {
                    deadLetters.discard(id);
                    yield new Discarded(id);
                }
                default -> throw new InvalidEndpointRequestException("wanted: replay or discard", "no such action");
            };
        } catch (NoSuchElementException e) {
            throw new InvalidEndpointRequestException("no such letter waits", "no such letter");
        }
    }
}
