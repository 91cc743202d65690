/// Who is asking: tokens of the configured issuer, checked once and remembered until they expire.
///
/// Invariants:
/// - asymmetric signatures only, with a key from the issuer's key set: nothing in the token itself (`jku`, `jwk`,
///   `x5c`) can bring a key along;
/// - issuer, audience, `exp`, tenant and exactly one known role are required;
/// - no request waits for the key set when the key is known, and an unreachable key set never stops the start.
@NullMarked
package dev.parley.gateway.identity;

import org.jspecify.annotations.NullMarked;
