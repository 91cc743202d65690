package dev.parley.gateway.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// What a client has sent on top of something that is still under way, in the order it was sent. There are few: while
/// anything is held, nothing more is read from the socket.
///
/// Belongs to one event loop.
final class HeldFrames {
    private final Deque<Runnable> held = new ArrayDeque<>();
    private boolean isUnderWay;

    boolean isUnderWay() {
        return isUnderWay;
    }

    void begin() {
        isUnderWay = true;
    }

    /// @param frame is dealt with when what is under way has ended
    void hold(Runnable frame) {
        held.add(frame);
    }

    /// Deals with what was held, until one of them begins something again, which the rest then waits for.
    ///
    /// @param failed told what one of them threw; none after it is dealt with
    void end(Runnable ended, Consumer<RuntimeException> failed) {
        isUnderWay = false;
        try {
            ended.run();
            while (!isUnderWay && !held.isEmpty()) {
                held.remove().run();
            }
        } catch (RuntimeException e) {
            held.clear();
            failed.accept(e);
        }
    }
}
