package dev.parley.gateway.session;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A few sockets at once sign in, the others wait their turn: last come, first served.
///
/// After an outage everybody comes back at the same moment. If all were let in at once each would be served
/// so slowly that its client gives up and comes again. In a queue it would be no better: once it is longer
/// than clients are patient, each has given up by the time it is served, and so has the next. Who came last
/// is still there. Who waits long comes again, and then is the last one. Whoever has left is recognised when
/// the turn comes, and costs nothing.
///
/// Belongs to all event loops.
final class Arrivals {
    /// The state of a connection whose other end was closed (Linux, `tcp_states.h`).
    private static final int CLOSE_WAIT = 8;

    private final int most;
    private final Set<Channel> arriving = new HashSet<>();
    private final SequencedMap<Channel, CompletableFuture<Boolean>> waiting = new LinkedHashMap<>();

    /// @param most who sign in at once
    Arrivals(int most, MeterRegistry meters) {
        this.most = most;
        Gauge.builder("parley.gateway.arrivals.waiting", this, Arrivals::waiting)
                .description("Sockets that wait for their turn to sign in")
                .register(meters);
    }

    /// Whether somebody waits. Then only what brings people back into their conversations is done at once.
    synchronized boolean isCrowded() {
        return !waiting.isEmpty();
    }

    /// @return done when it is the channel's turn, which may be at once and otherwise is on any thread; never when it
    /// is closed before. The turn lasts until [#over] or until the channel is closed.
    CompletableFuture<Boolean> turn(Channel channel) {
        var turn = new CompletableFuture<Boolean>();
        boolean isAtOnce;
        synchronized (this) {
            isAtOnce = arriving.size() < most;
            if (isAtOnce) {
                arriving.add(channel);
            } else {
                waiting.put(channel, turn);
            }
        }
        if (isAtOnce) {
            turn.complete(true);
        }
        // Also for one that was closed meanwhile: then it runs at once.
        channel.closeFuture().addListener(_ -> over(channel));
        return turn;
    }

    /// The turn of who came last begins; nothing happens when the channel has none.
    void over(Channel channel) {
        Map.Entry<Channel, CompletableFuture<Boolean>> next;
        synchronized (this) {
            if (!arriving.remove(channel)) {
                waiting.remove(channel);
                return;
            }
            next = next();
            if (next != null) {
                arriving.add(next.getKey());
            }
        }
        if (next != null) {
            next.getValue().complete(true);
            if (!next.getKey().isActive()) {
                over(next.getKey());
            }
        }
    }

    private Map.@Nullable Entry<Channel, CompletableFuture<Boolean>> next() {
        Map.Entry<Channel, CompletableFuture<Boolean>> next = waiting.pollLastEntry();
        while (next != null && !next.getKey().isActive()) {
            next = waiting.pollLastEntry();
        }
        return next;
    }

    private synchronized int waiting() {
        return waiting.size();
    }

    /// Whether the client has closed its end, which the channel learns only when it reads. To be asked on its loop.
    static boolean hasLeft(Channel channel) {
        return !channel.isActive()
                || channel instanceof EpollSocketChannel socket
                        && socket.tcpInfo().state() == CLOSE_WAIT;
    }
}
