/// People at the page itself, in real browsers.
@NullMarked
package dev.parley.systemtest.browser;

import org.jspecify.annotations.NullMarked;
