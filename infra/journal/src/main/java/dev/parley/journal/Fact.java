package dev.parley.journal;

import dev.parley.contracts.DomainEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One row of the journal to be.
///
/// @param key id whose order matters; becomes the Kafka key
/// @param seq position among the facts of `key`, without a hole; null for facts that are not entries of a log
/// @param actor who did it; null when Parley did
/// @param occurredAt server time, never falling as `seq` rises
public record Fact(UUID key, @Nullable Long seq, @Nullable UUID actor, Instant occurredAt, DomainEvent event) {
    public static Fact of(UUID key, @Nullable UUID actor, Instant occurredAt, DomainEvent event) {
        return new Fact(key, null, actor, occurredAt, event);
    }
}
