/// Several processes of one service: people spread over them, processes that go and come back.
@NullMarked
package dev.parley.systemtest.replica;

import org.jspecify.annotations.NullMarked;
