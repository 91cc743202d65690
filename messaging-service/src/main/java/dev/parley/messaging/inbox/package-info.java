/// The list of conversations: what a person opens first. Last message and unread count come with each row.
@NullMarked
package dev.parley.messaging.inbox;

import org.jspecify.annotations.NullMarked;
