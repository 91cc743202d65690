/// What a socket gives, for those who cannot have one: server-sent events and long polling, with the same envelopes.
///
/// Behind both stands a [Follower], a receiver of the fan-out like a socket: it takes its places in the conversations
/// first, asks messaging then what was missed ([CatchUp]), and lets live entries pass last. What it gets waits in an
/// [Outbox] until its [Outlet], an [EventStream] or a [Poll], can write it.
///
/// ```text
///  request ──token, seat──▶ LOADING ──messaging has answered──▶ LIVE ──▶ ended
///               401, 429, 503        404, 503                     token over, too slow, draining,
///                                                                 the poll is answered, the client itself
/// ```
/// Nothing is kept between two requests but the [Cursor], which the client holds: any gateway can go on with it.
///
/// Invariants:
/// - a follower and everything in it belong to its channel's event loop;
/// - a cursor says what was put before its reader, never more: an entry that was not written is after it;
/// - entries of one conversation leave once and in rising `seq`, or the conversation is said to be lost (`resync`);
/// - everything is asked of messaging with the user's own token: a forged cursor shows nothing that one may not see;
/// - everything that waits is bounded; who reads too slowly is cut and resumes.
@NullMarked
package dev.parley.gateway.fallback;

import org.jspecify.annotations.NullMarked;
