package dev.parley.gateway.fanout;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an event changes, or may change, about what is unread for those who take part in a conversation.
public sealed interface UnreadNews {
    UUID conversationId();

    /// An entry took its place in the log.
    sealed interface OfEntry extends UnreadNews {
        long seq();
    }

    /// Somebody wrote: unread for all others.
    record Written(UUID conversationId, long seq, UUID senderId) implements OfEntry {}

    /// A message was withdrawn or erased: it counts no more.
    record Gone(UUID conversationId, long seq, long messageSeq) implements OfEntry {}

    /// Somebody takes part from now on, or no more.
    ///
    /// @param userId null when it is about everybody
    record PartTaken(
            UUID conversationId, long seq, @Nullable UUID userId) implements OfEntry {}

    /// What never counts: Parley's own words, edits, reactions, states.
    record Other(UUID conversationId, long seq) implements OfEntry {}

    /// A read position rose.
    record Read(UUID conversationId, UUID readerId, long upToSeq) implements UnreadNews {}
}
