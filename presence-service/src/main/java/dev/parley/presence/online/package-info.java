/// Who is online.
///
/// ```text
/// session.opened, session.closed, gateway.alive ──▶ SessionsListener ──▶ session, gateway, person
///                                     Sweep, each second: grace over? gateway silent? alive again?
///                                     Announcer, after each commit and each sweep ──▶ user.online, user.offline
/// ```
/// Tables: `session` (opened and not closed), `gateway` (last sign of life), `person` (status and what was announced).
///
/// Invariants:
/// - a person is online while one of their sessions lives on a gateway that is not silent, and for the grace after;
/// - consumers are told about a status after it is committed, and again until Kafka has acknowledged it;
/// - two announcements about one person leave in the order of the changes: one announcer works at a time.
@NullMarked
package dev.parley.presence.online;

import org.jspecify.annotations.NullMarked;
