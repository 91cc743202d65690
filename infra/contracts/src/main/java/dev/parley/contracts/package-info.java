/// What services tell each other: one record per event version, the topic it travels on, and its golden JSON.
///
/// Invariants:
/// - no dependency but the JDK and the null annotations: a consumer written in anything can read the golden files;
/// - only the publisher named in [Event#publisher()] constructs a record (an architecture test of each service);
/// - within a major version fields are only added, and optional: the golden JSON of each version is kept for ever.
@NullMarked
package dev.parley.contracts;

import org.jspecify.annotations.NullMarked;
