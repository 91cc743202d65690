/// Who is online, and who is away.
///
/// ```text
/// session.opened, closed, idle, active, gateway.alive ──▶ SessionsListener ──▶ session, gateway, person
///                     Sweep, each second: grace over? gateway silent? alive again?
///                     Announcer, after each commit and each sweep ──▶ user.online, user.away, user.offline
///
///   OFFLINE ── session opened, or its silent gateway is back ─▶ ONLINE (AWAY, if all that is back is idle)
///   AWAY    ── session opened or active again ────────────────▶ ONLINE
///   ONLINE  ── the last active session went or fell idle, grace ─▶ AWAY, or OFFLINE if no session lives
///   AWAY    ── the last session went, grace ──────────────────▶ OFFLINE
/// ```
/// Tables: `session` (opened and not closed; idle or not), `gateway` (last sign of life), `person` (status and what was
/// announced).
///
/// Invariants:
/// - a person is ONLINE while one of their sessions is active on a gateway that is not silent, AWAY while such sessions
///   are all idle, and what they were for the grace after;
/// - consumers are told about a status after it is committed, and again until Kafka has acknowledged it;
/// - two announcements about one person leave in the order of the changes: one announcer works at a time;
/// - staff see everybody of their tenant, a customer those with whom they are in a conversation; everybody else looks
///   to them like somebody nobody has ever seen.
@NullMarked
package dev.parley.presence.online;

import org.jspecify.annotations.NullMarked;
