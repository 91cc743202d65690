/// messaging-service: conversations as logs, messages, read positions. Owns the database `messaging`, publishes
/// `messaging.conversation-events` and `messaging.receipt-events`.
@NullMarked
package dev.parley.messaging;

import org.jspecify.annotations.NullMarked;
