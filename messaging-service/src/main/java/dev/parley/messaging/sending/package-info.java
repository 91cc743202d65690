/// Sending: now or later, once, and only to a conversation that is as the sender saw it if they ask for that.
///
/// Tables: `message` (written here), `scheduled_message`, `scheduled_tasks`. Invariants:
/// - stored, numbered and journalled in one transaction, acknowledged after its commit;
/// - one message per (tenant, sender, client key) for ever: a unique index, not a look-up, is what holds it;
/// - `seq` comes from the locked row of the conversation, so its order is the order of commits;
/// - what is looked at before a message is stored (who takes part, what others wrote since, whether the conversation is
///   archived) is looked at under that lock whenever it may change.
@NullMarked
package dev.parley.messaging.sending;

import org.jspecify.annotations.NullMarked;
