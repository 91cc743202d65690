/// What messaging takes from appointments: each has a conversation, opened by whichever event comes first, in which
/// Parley says in the customer's language what was arranged.
///
/// A failure here blocks no appointment; it catches up from the topic.
@NullMarked
package dev.parley.messaging.appointment;

import org.jspecify.annotations.NullMarked;
