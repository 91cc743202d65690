/// What a browser loads from the gateway itself: the web client, its configuration, the API documents,
/// the problem catalogue.
///
/// Invariants:
/// - a strict content security policy: nothing inline, nothing from elsewhere, nobody may frame the page;
/// - a path that belongs to something else (API, health, metrics) never answers with the page;
/// - only what lies under `static/` and the named files of `/docs` can be served, and file names with a content hash
/// are kept for ever.
@NullMarked
package dev.parley.gateway.page;

import org.jspecify.annotations.NullMarked;
