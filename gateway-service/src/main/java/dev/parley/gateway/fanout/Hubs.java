package dev.parley.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One hub per event loop, and the way in for events: whoever brings events, a Kafka consumer today or a router stage
/// tomorrow, calls [#deliver].
public final class Hubs {
    /// Tasks under way on all loops together: a loop that cannot follow slows the reading, not the memory down.
    private static final int MOST_UNDER_WAY = 32;

    private static final Logger LOG = LoggerFactory.getLogger(Hubs.class);

    private final Clock clock;
    private final InboxTenants inboxTenants = new InboxTenants();
    private final Map<EventExecutor, Hub> hubs = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(MOST_UNDER_WAY);

    Hubs(Clock clock) {
        this.clock = clock;
    }

    /// The hub of a loop, made when the loop gets its first socket. An event that is handed out while that happens was
    /// committed before the socket could ask for anything, so its load contains it.
    public Hub of(EventExecutor loop) {
        return hubs.computeIfAbsent(loop, _ -> new Hub(clock, inboxTenants));
    }

    /// Whether somebody here watches all claims of a tenant. For any thread.
    boolean isInboxWatched(String tenant) {
        return inboxTenants.isWatched(tenant);
    }

    /// Takes over the references of the frames.
    void deliver(List<Delivery> deliveries) throws InterruptedException {
        try {
            for (Map.Entry<EventExecutor, Hub> each : hubs.entrySet()) {
                room.acquire();
                retain(deliveries);
                try {
                    each.getKey().execute(() -> run(each.getValue(), deliveries));
                } catch (RejectedExecutionException e) {
                    // The loop has ended, and its sockets with it.
                    hubs.remove(each.getKey(), each.getValue());
                    release(deliveries);
                    room.release();
                }
            }
        } finally {
            release(deliveries);
        }
    }

    private void run(Hub hub, List<Delivery> deliveries) {
        try {
            for (Delivery delivery : deliveries) {
                try {
                    hub.deliver(delivery);
                } catch (RuntimeException e) {
                    LOG.error(
                            "event=delivery.failed kind={}", delivery.getClass().getSimpleName(), e);
                }
            }
        } finally {
            release(deliveries);
            room.release();
        }
    }

    private static void retain(List<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            ByteBuf frame = delivery.frame();
            if (frame != null) {
                frame.retain();
            }
        }
    }

    private static void release(List<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            ByteBuf frame = delivery.frame();
            if (frame != null) {
                frame.release();
            }
        }
    }
}
