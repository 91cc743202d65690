/// Which service answers which path, and what every request passes on its way there.
///
/// Invariants:
/// - below `/api/v1` nothing passes without a valid token; the services check it again, the gateway is no trust
/// boundary;
/// - a body is bounded before a service sees it, whether or not it says how long it is;
/// - whatever goes wrong leaves as a problem: no page of a framework, no stack trace, no address of a service;
/// - a request that a replica may have received is not given to another one, unless it only reads;
/// - a client cannot pretend to be forwarded: `X-Forwarded-*` is ours.
@NullMarked
package dev.parley.gateway.routing;

import org.jspecify.annotations.NullMarked;
