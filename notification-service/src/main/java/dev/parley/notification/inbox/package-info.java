/// A person's notifications: raised by messages they were not there for, read one by one, all at once, or by reading
/// the
/// conversation.
///
/// Tables: `notification` (one row per event and person), `read_position` (from receipts).
///
/// Invariants:
/// - one event raises one notification per person at most, and none for the sender, for people who are online, or for
///   people who have read the message already;
/// - a notification and its fact are one commit;
/// - nobody sees or marks another person's notification: it answers 404.
@NullMarked
package dev.parley.notification.inbox;

import org.jspecify.annotations.NullMarked;
