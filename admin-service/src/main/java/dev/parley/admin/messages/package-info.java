/// All messages of all claims of a tenant: found by claim, customer, agent, time and words; newest first.
///
/// A read model, built from the events of claims, conversations and receipts; `republish` of their owners rebuilds it.
/// Tables: `message`, `claim`, `conversation`, `read_position`, `receipt`.
///
/// Invariants:
/// - what is here is what was sent: nothing is written but by events;
/// - a text that was withdrawn, erased or deleted is gone from here, and no event that comes late brings it back;
/// - the three topics have no order among each other, so nothing here waits for something of another topic.
@NullMarked
package dev.parley.admin.messages;

import org.jspecify.annotations.NullMarked;
