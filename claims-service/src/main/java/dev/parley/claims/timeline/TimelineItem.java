package dev.parley.claims.timeline;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One thing that happened.
///
/// @param type of the event without its version, such as `claim.status-changed`
/// @param actorName null when the fact does not tell and nobody has met the actor
/// @param data the fields of the fact that say what changed
record TimelineItem(
        UUID id,
        String type,
        Instant at,
        @Nullable UUID actorId,
        @Nullable String actorName,
        @Nullable String actorRole,
        JsonNode data) {}
