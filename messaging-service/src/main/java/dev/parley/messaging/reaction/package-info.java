/// Reactions to messages: one emoji, once per person and message. Each is an entry of the log.
///
/// Table: `reaction`.
@NullMarked
package dev.parley.messaging.reaction;

import org.jspecify.annotations.NullMarked;
