/// Admins remove content for good: of one message, or of a whole conversation.
///
/// A tombstone keeps the place of each message, so order and counts stand. The text goes from every table, from the
/// journal (`redact_text`, the only change of the past) and, through the fact, from whoever else stored it.
@NullMarked
package dev.parley.messaging.erasure;

import org.jspecify.annotations.NullMarked;
