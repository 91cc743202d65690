/// How HTTP looks on every service: who calls, for which tenant, what a refusal looks like, how lists are paged, what
/// makes a repeated POST harmless.
///
/// Invariants:
/// - a controller is only reached with a valid token; [Caller] is what the token says, never what the body says;
/// - the tenant of the token is in scope for every transaction of the request;
/// - every refusal is an RFC 9457 problem with a stable `type` and nothing internal in it.
@NullMarked
package dev.parley.web;

import org.jspecify.annotations.NullMarked;
