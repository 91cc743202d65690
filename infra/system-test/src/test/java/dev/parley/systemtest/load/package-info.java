/// Many people talking at once: senders that retry what they do not know, listeners that reconnect and resume, and what
/// every surface shows of it at the end.
@NullMarked
package dev.parley.systemtest.load;

import org.jspecify.annotations.NullMarked;
