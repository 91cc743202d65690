/// A person's notifications: raised by messages they were not there for and by what happens to their claims, read one
/// by one, all at once, or by reading the conversation.
///
/// Tables: `notification` (one row per event and person), `read_position` (from receipts), `internal_conversation`.
///
/// Invariants:
/// - one event raises one notification per person at most; a message none for the sender, for people who are online, or
///   for people who have read it already;
/// - a notification and its fact are one commit;
/// - a text that is withdrawn or gone is quoted no longer;
/// - a customer is told nothing of an INTERNAL conversation;
/// - nobody sees or marks another person's notification: it answers 404.
@NullMarked
package dev.parley.notification.inbox;

import org.jspecify.annotations.NullMarked;
