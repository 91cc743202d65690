/// Who is in a conversation with whom, learnt from the events of messaging: about whom a customer may know anything.
///
/// Tables: `conversation`, `participant`.
///
/// Invariants:
/// - a conversation that we have not heard of, or that is INTERNAL, brings nobody together;
/// - opening, joining and leaving name everybody who takes part from then on, and that list replaces the one before; a
///   message adds its sender; what is older than the list we have changes nothing;
/// - a deleted conversation brings nobody together, and nothing that comes late opens it again.
@NullMarked
package dev.parley.presence.membership;

import org.jspecify.annotations.NullMarked;
