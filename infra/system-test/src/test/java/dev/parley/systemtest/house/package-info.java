/// Rules of the house over the whole source tree: folders, names, documents that must be complete.
@NullMarked
package dev.parley.systemtest.house;

import org.jspecify.annotations.NullMarked;
