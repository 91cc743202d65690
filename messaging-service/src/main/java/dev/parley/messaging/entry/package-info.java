/// The log itself: the entries of a conversation after a `seq`, and what a client needs to join or resume.
///
/// Reads `journal` (one row per entry, `unique (key, seq)`) and adds the message of message entries.
/// Invariants: entries come in rising `seq` without a hole; what is cut off by a limit is announced by
/// `more`, never silently.
@NullMarked
package dev.parley.messaging.entry;

import org.jspecify.annotations.NullMarked;
