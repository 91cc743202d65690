package dev.parley.journal;

import java.time.Instant;
import java.util.UUID;

/// What the headers of a record say about the event it carries.
///
/// @param id the same at every delivery: what makes a repeat harmless
public record EventContext(UUID id, String key, String tenant, Instant time) {}
