/// Starts the real processes for a test run: own state folder, own ports, stopped at the end whatever happens.
@NullMarked
package dev.parley.systemtest.stack;

import org.jspecify.annotations.NullMarked;
