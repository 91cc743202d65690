/// Who is writing in a conversation right now.
///
/// Invariants:
/// - a typist is forgotten three seconds after the last sign, by every gateway for itself: a lost "stopped" heals;
/// - nothing is stored, and a message never waits for any of it.
@NullMarked
package dev.parley.gateway.typing;

import org.jspecify.annotations.NullMarked;
