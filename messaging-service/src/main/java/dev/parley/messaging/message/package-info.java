/// Messages: sending, reading back, and what they look like to clients.
///
/// Table: `message`. Invariants:
/// - stored, numbered and journalled in one transaction, acknowledged after its commit;
/// - one message per (tenant, sender, client key) for ever: a unique index, not a look-up, is what holds it;
/// - `seq` comes from the locked row of the conversation, so its order is the order of commits.
@NullMarked
package dev.parley.messaging.message;

import org.jspecify.annotations.NullMarked;
