/// Read positions: per person and conversation, the `seq` up to which they have read. There is no read flag shared
/// between people; receipts and unread counts are computed from positions.
///
/// Tables: `read_position` (where it stands), `read_mark` (each rise, so that "when was this read" has an
/// answer). Invariants: a position only rises, stays at or below the head, and only its owner moves it; its
/// receipt is journalled in the same transaction, and the row's lock gives receipts of one person their
/// order.
@NullMarked
package dev.parley.messaging.reading;

import org.jspecify.annotations.NullMarked;
