package dev.parley.gateway.session;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Sends of one client are stored in the order in which they came: each waits for the answer to the one before.
final class SendOrder {
    /// Null while none is under way.
    private @Nullable Queue<Runnable> waiting;

    void begin(Runnable send) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
            send.run();
        } else {
            waiting.add(send);
        }
    }

    void done() {
        Runnable next = waiting == null ? null : waiting.poll();
        if (next == null) {
            waiting = null;
        } else {
            next.run();
        }
    }
}
