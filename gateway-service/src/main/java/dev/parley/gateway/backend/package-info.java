/// Where the services are, and calls to them on behalf of a socket, always with the user's own token: the
/// gateway has no rights of its own.
///
/// Invariants:
/// - a call never fails and never blocks: what goes wrong on the way is an [Answer] that carries a problem;
/// - requests go to the replicas of a service in turn, and on to the next one only when they surely did nothing before;
/// - connections and waiting calls are bounded; beyond the bound the answer is 503.
@NullMarked
package dev.parley.gateway.backend;

import org.jspecify.annotations.NullMarked;
