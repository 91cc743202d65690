/// How much is unread, told to whoever is connected, by socket or by event stream.
///
/// What is unread is counted from the events that a reader hears ([UnreadCounts]), never by asking for each of them;
/// what events alone cannot say is asked of messaging, a few questions at once ([UnreadQuestions]). The numbers told
/// ([UnreadTeller]) end where a recount ends.
///
/// Everything here belongs to one event loop.
@NullMarked
package dev.parley.gateway.unread;

import org.jspecify.annotations.NullMarked;
