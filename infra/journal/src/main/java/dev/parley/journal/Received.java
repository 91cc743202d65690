package dev.parley.journal;

import dev.parley.contracts.DomainEvent;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What a record turned out to be.
sealed interface Received {
    RawRecord raw();

    /// An event that somebody here wants.
    record Wanted(
            RawRecord raw,
            EventContext context,
            @Nullable String trace,
            DomainEvent fact,
            List<BiConsumer<DomainEvent, EventContext>> handlers)
            implements Received {
        UUID id() {
            return context.id();
        }

        String tenant() {
            return context.tenant();
        }

        void handle() {
            TraceParent.during(trace, () -> handlers.forEach(handler -> handler.accept(fact, context)));
        }
    }

    /// Of a type that nobody here handles, perhaps of a later version.
    record PassedBy(RawRecord raw) implements Received {}

    /// Not an event: trying again changes nothing.
    ///
    /// @param failure what is wrong, in words of ours: never text from the record
    record Poison(RawRecord raw, String failure) implements Received {}
}
