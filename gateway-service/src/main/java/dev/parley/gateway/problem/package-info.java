/// Refusals as RFC 9457 problems: one shape for HTTP answers and for `error` frames.
///
/// Invariant: a problem names what the caller can do about it and never a class, a query or an address inside.
@NullMarked
package dev.parley.gateway.problem;

import org.jspecify.annotations.NullMarked;
