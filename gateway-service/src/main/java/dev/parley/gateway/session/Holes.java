package dev.parley.gateway.session;

import dev.parley.gateway.backend.Answer;
import dev.parley.gateway.backend.Messaging;
import dev.parley.gateway.fanout.Subscription;
import dev.parley.gateway.frame.ServerFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Fetches the entries that a session misses between two it has heard of.
final class Holes {
    private static final Logger LOG = LoggerFactory.getLogger(Holes.class);
    private static final int PAGE = 100;
    private static final JsonMapper JSON = JsonMapper.shared();

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
            subscription.fetched(entries(answer.body()));
        } catch (JacksonException e) {
            LOG.warn("event=entries.unreadable conversationId={}", subscription.conversationId());
            subscription.fetchFailed();
        }
    }

    private static List<Subscription.LogEntry> entries(byte[] page) {
        JsonNode items = JSON.readTree(page).path("items");
        List<Subscription.LogEntry> entries = new ArrayList<>(items.size());
        for (JsonNode item : items) {
            byte[] data = JSON.writeValueAsBytes(item.path("data"));
            entries.add(new Subscription.LogEntry(
                    item.path("seq").asLong(), ServerFrame.of(item.path("type").asString(""), data)));
        }
        entries.sort(Comparator.comparingLong(Subscription.LogEntry::seq));
        return entries;
    }
}
