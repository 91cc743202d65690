/// Conversations in which nobody has said anything for long are archived by Parley itself. The next message reopens
/// them.
///
/// Runs on one replica at a time, see table `scheduled_tasks`.
@NullMarked
package dev.parley.messaging.archive;

import org.jspecify.annotations.NullMarked;
