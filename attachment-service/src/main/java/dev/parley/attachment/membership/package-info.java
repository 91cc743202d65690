/// Who belongs to which conversation, learnt from the events of messaging; what every access to a file is checked
/// against.
///
/// Tables: `conversation`, `participant`, `message`.
///
/// Invariants:
/// - a conversation that we have not heard of is seen by nobody;
/// - a message, a joining and a leaving name everybody who takes part from then on, and that list replaces the one
///   before; a list that is older than the one we have changes nothing;
/// - a deleted conversation is seen by nobody, and nothing that comes late opens it again.
@NullMarked
package dev.parley.attachment.membership;

import org.jspecify.annotations.NullMarked;
