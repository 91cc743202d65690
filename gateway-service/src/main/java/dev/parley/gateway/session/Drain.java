package dev.parley.gateway.session;

import dev.parley.gateway.GatewayProperties;
import dev.parley.gateway.frame.CloseCode;
import dev.parley.gateway.frame.ServerFrame;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Sends everybody away politely when the gateway stops: `reconnect`, a moment, close 4410.
///
/// Stops first of all, because the web server's own shutdown would wait for open sockets and never tell them anything.
/// Clients are told different moments to come back, so that they do not fall on the other gateways all at once.
final class Drain implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final long CLOSED_WITHIN_MILLIS = 2_000;

    private final Sockets sockets;
    private final GatewayProperties.Sockets limits;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private volatile boolean running;

    Drain(Sockets sockets, GatewayProperties.Sockets limits) {
        this.sockets = sockets;
        this.limits = limits;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }

    @Override
    public void stop() {
        running = false;
        sockets.refuseNewOnes();
        LOG.info("event=drain.begins sockets={}", sockets.count());
        forAll(session -> session.write(ServerFrame.of("reconnect", data -> {
            data.writeStringProperty("reason", "draining");
            data.writeNumberProperty(
                    "afterMs", random.nextLong(limits.drainSpread().toMillis() + 1));
        })));
        pause(limits.drainPause().toMillis());
        forAll(session -> session.close(CloseCode.DRAINING));
        for (long waited = 0; sockets.count() > 0 && waited < CLOSED_WITHIN_MILLIS; waited += 50) {
            pause(50);
        }
        forAll(session -> session.channel.close());
        for (long waited = 0; sockets.count() > 0 && waited < CLOSED_WITHIN_MILLIS; waited += 50) {
            pause(50);
        }
        LOG.info("event=drain.ends sockets={}", sockets.count());
    }

    private void forAll(java.util.function.Consumer<Session> action) {
        for (SocketLoop loop : sockets.loops()) {
            loop.loop.execute(() -> List.copyOf(loop.sessions()).forEach(action));
        }
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
