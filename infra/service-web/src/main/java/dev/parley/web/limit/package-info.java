/// How fast one person may go at the endpoints that a service names.
///
/// Invariants:
/// - one person's haste costs nobody else anything: each has their own allowance;
/// - an allowance is of one replica, so that with `n` of them a person may go up to `n` times as fast;
/// - the number of allowances kept is bounded; one that is forgotten was full again or nearly so.
@NullMarked
package dev.parley.web.limit;

import org.jspecify.annotations.NullMarked;
