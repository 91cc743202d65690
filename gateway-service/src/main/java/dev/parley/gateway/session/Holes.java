package dev.parley.gateway.session;

import dev.parley.gateway.backend.Answer;
import dev.parley.gateway.backend.Messaging;
import dev.parley.gateway.fanout.LogPage;
import dev.parley.gateway.fanout.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// Fetches the entries that a session misses between two it has heard of.
final class Holes {
    private static final Logger LOG = LoggerFactory.getLogger(Holes.class);
    private static final int PAGE = 100;

    private final Messaging messaging;

    Holes(Messaging messaging) {
        this.messaging = messaging;
    }

    void fetch(Session session, Subscription subscription, long afterSeq) {
        messaging
                .entries(session.token(), subscription.conversationId(), afterSeq, PAGE)
                .thenAccept(answer -> session.loop.loop.execute(() -> fetched(session, subscription, answer)));
    }

    private static void fetched(Session session, Subscription subscription, Answer answer) {
        if (answer.isRefusedForGood()) {
            // Access was lost in the meantime: nothing of what waits may be shown.
            session.unsubscribe(subscription, false);
            return;
        }
        if (!answer.isOk()) {
            subscription.fetchFailed();
            return;
        }
        try {
            subscription.fetched(LogPage.read(answer.body()));
        } catch (JacksonException e) {
            LOG.warn("event=entries.unreadable conversationId={}", subscription.conversationId());
            subscription.fetchFailed();
        }
    }
}
