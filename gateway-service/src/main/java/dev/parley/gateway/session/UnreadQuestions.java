package dev.parley.gateway.session;

import dev.parley.gateway.backend.Messaging;
import java.util.ArrayDeque;
import java.util.Queue;

/// Asks messaging for the numbers that sessions of one event loop lack, a few questions at once: one message to a
/// thousand people must not become a thousand questions at the same moment. The others wait their turn; each session
/// waits at most once.
final class UnreadQuestions {
    private static final int MOST_UNDER_WAY = 16;

    private final Messaging messaging;
    private final Sockets sockets;
    private final Queue<Session> waiting = new ArrayDeque<>();
    private int underWay;

    UnreadQuestions(Messaging messaging, Sockets sockets) {
        this.messaging = messaging;
        this.sockets = sockets;
    }

    void wanted(Session session) {
        waiting.add(session);
        askNext();
    }

    private void askNext() {
        while (underWay < MOST_UNDER_WAY) {
            Session session = waiting.poll();
            if (session == null) {
                return;
            }
            if (!session.isClosing()) {
                ask(session);
            }
        }
    }

    private void ask(Session session) {
        underWay++;
        sockets.askedForUnread();
        messaging
                .unread(session.token(), session.unread().ask())
                .thenAccept(answer -> session.loop.loop.execute(() -> {
                    underWay--;
                    if (!session.isClosing()) {
                        session.unread().answered(answer, sockets.nowMillis());
                    }
                    askNext();
                }));
    }
}
