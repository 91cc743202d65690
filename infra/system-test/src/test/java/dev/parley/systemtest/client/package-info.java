/// Talks to the stack from outside, through the gateway only, as clients do: REST and the `parley.v1` socket.
@NullMarked
package dev.parley.systemtest.client;

import org.jspecify.annotations.NullMarked;
