/// What the gateway itself tells the others: whose sessions it holds, on which of them nobody does anything, that it
/// lives, who is writing, and as whom people are known from their tokens. How many sessions one may have is counted
/// here, too.
///
/// Invariants:
/// - published straight to Kafka, without a journal: nothing here outlives the sockets it is about, and a profile is
///   told again with a later token;
/// - a socket never waits for Kafka. Signals wait in one bounded queue; typing is given up first, then profiles, then
///   whether a session is idle (which is told again), long before that it was opened or closed;
/// - for one user the signals arrive in the order in which they happened.
@NullMarked
package dev.parley.gateway.liveness;

import org.jspecify.annotations.NullMarked;
