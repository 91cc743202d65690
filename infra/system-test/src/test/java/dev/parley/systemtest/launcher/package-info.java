/// The launcher as the person at the keyboard meets it.
@NullMarked
package dev.parley.systemtest.launcher;

import org.jspecify.annotations.NullMarked;
