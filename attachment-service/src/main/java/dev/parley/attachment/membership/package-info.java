/// Who belongs to which conversation, learnt from the events of messaging; what every access to a file is checked
/// against.
///
/// Tables: `conversation`, `participant`, `message`.
///
/// Invariants:
/// - a conversation that we have not heard of is seen by nobody;
/// - each message names everybody who takes part at its moment, and that list replaces the one before.
@NullMarked
package dev.parley.attachment.membership;

import org.jspecify.annotations.NullMarked;
