/// What clients did and saw, written down while it happens, and the checker that finds broken promises in it.
@NullMarked
package dev.parley.systemtest.history;

import org.jspecify.annotations.NullMarked;
