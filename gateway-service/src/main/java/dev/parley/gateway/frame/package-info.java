/// Bytes of `parley.v1`: how a client's frame is read and how a server's frame is written.
///
/// Invariants:
/// - a server frame is a finished WebSocket frame, header included. Server frames are not masked, so the same bytes
///   serve every socket, and no encoder stands in the pipeline;
/// - `type` is the first field of every server frame: a client can tell frames apart without parsing them;
/// - what cannot be read is refused before anything is done with it.
@NullMarked
package dev.parley.gateway.frame;

import org.jspecify.annotations.NullMarked;
