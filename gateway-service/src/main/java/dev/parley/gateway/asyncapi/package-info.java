/// What the platform says and hears beside REST, as one AsyncAPI 3.0 document: the frames of the socket and the events
/// on each topic.
///
/// Invariants:
/// - the document is made from the code: frames from [FrameCatalogue], events from the records of
///   `infra/contracts` with the comments of their sources, close codes from their enum;
/// - a frame that the code reads or writes and the catalogue does not know turns a test red, and so does a frame with a
///   field that the catalogue does not name;
/// - schemas are JSON Schema draft 7, which AsyncAPI 3.0 takes as it is. They are open: a later version
///   adds fields, and a client passes by what it does not know.
@NullMarked
package dev.parley.gateway.asyncapi;

import org.jspecify.annotations.NullMarked;
