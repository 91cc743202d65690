/// Sockets that speak `parley.v1`: handshake, authentication, commands, heartbeats, back-pressure, draining.
///
/// A socket is taken from the HTTP pipeline before any of WebFlux sees it ([SocketUpgrade]): an idle one costs a
/// channel, a few handlers and a [Session], with no exchange and no operator chain behind it.
///
/// ```text
///  handshake ──▶ UNAUTHENTICATED ──token ok──▶ OPEN ──▶ CLOSING ──▶ gone
///                     │ 5 s, 8 KiB, bad token            ▲ 4401 expired, 4409 slow, 4410 draining,
///                     └──────────────────────────────────┘ 4413, 4429, 4400, the client itself
/// ```
/// A session is idle while its client sends nothing that a person causes; presence is told when that begins and ends.
///
/// Invariants:
/// - a session and everything in it belong to its channel's event loop;
/// - a frame with an `id` gets exactly one `ack` or `error`;
/// - nothing is delivered before authentication, and nothing later than a second after the token expired;
/// - no socket holds a compressor, an expander or a window: a loop has one of each, and messages do not build on each
///   other;
/// - a session that cannot be kept complete is closed with a code that says "resume"; it is never silently thinned.
@NullMarked
package dev.parley.gateway.session;

import org.jspecify.annotations.NullMarked;
