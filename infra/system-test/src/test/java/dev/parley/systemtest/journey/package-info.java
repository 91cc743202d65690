/// Whole-system journeys: people talk, processes die, a browser looks on.
@NullMarked
package dev.parley.systemtest.journey;

import org.jspecify.annotations.NullMarked;
