package dev.parley.gateway.session;

import dev.parley.gateway.fanout.Subscription;
import dev.parley.gateway.frame.ServerFrame;

/// Both sides' signs of life: what a session is told at a steady pace, and when its client was heard last.
final class Heartbeats {
    /// Who waits for its turn to sign in is told so more often: it may leave, and who is in will not.
    private static final int WHILE_WAITING = 5;

    private static final int MISSED = 3;

    private final Session session;
    private final long everyMillis;
    private long next;
    private long lastHeard;

    Heartbeats(Session session, long everyMillis, long nowMillis) {
        this.session = session;
        this.everyMillis = everyMillis;
        this.lastHeard = nowMillis;
    }

    void heard(long nowMillis) {
        lastHeard = nowMillis;
    }

    void beginToWait(long nowMillis) {
        next = nowMillis + everyMillis / WHILE_WAITING;
    }

    void begin(long nowMillis) {
        next = nowMillis + everyMillis;
    }

    void tickWaiting(long nowMillis) {
        if (nowMillis >= next) {
            beginToWait(nowMillis);
            beat();
        }
    }

    /// A client that said nothing since the last heartbeat is asked for a pong; after three silent ones it is gone.
    void tick(long nowMillis) {
        if (nowMillis < next) {
            return;
        }
        begin(nowMillis);
        if (nowMillis - lastHeard > MISSED * everyMillis) {
            session.channel.close();
            return;
        }
        beat();
        if (nowMillis - lastHeard >= everyMillis) {
            session.write(ServerFrame.ping());
        }
    }

    private void beat() {
        session.write(ServerFrame.of("heartbeat", data -> {
            data.writeObjectPropertyStart("heads");
            for (Subscription subscription : session.subscriptions()) {
                if (subscription.isEntered()) {
                    data.writeNumberProperty(subscription.conversationId().toString(), subscription.head());
                }
            }
            data.writeEndObject();
        }));
    }
}
