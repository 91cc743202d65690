package dev.parley.gateway.session;

import dev.parley.contracts.ConversationIds;
import dev.parley.gateway.backend.Answer;
import dev.parley.gateway.backend.Messaging;
import dev.parley.gateway.fanout.Subscription;
import dev.parley.gateway.frame.ClientFrame;
import dev.parley.gateway.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Join, sync, leave: subscribe first, load then, answer, and only then let live entries pass.
///
/// Messaging decides who may see a conversation; until it has answered, the subscription only collects.
final class Joining {
    private static final byte[] NOTHING = {};
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Sockets sockets;
    private final Messaging messaging;

    /// What a load says about one conversation, apart from the entries themselves.
    private record Loaded(
            @Nullable UUID conversationId, @Nullable UUID claimId, long headSeq) {}

    Joining(Sockets sockets, Messaging messaging) {
        this.sockets = sockets;
        this.messaging = messaging;
    }

    /// A claim's conversation is known before anybody is asked, so one can subscribe before the load.
    static @Nullable UUID conversationId(ClientFrame frame) {
        UUID conversationId = frame.uuid("conversationId");
        if (conversationId != null) {
            return conversationId;
        }
        UUID claimId = frame.uuid("claimId");
        return claimId == null ? null : ConversationIds.ofClaim(claimId);
    }

    void join(Session session, ClientFrame frame, ObjectNode data) {
        UUID conversationId = conversationId(frame);
        if (conversationId == null) {
            Commands.refuse(
                    session, frame, Problem.invalid("conversationId", "conversationId or claimId must be a UUID"));
        } else if (!hasPlace(session, List.of(conversationId))) {
            Commands.refuse(session, frame, Problem.TOO_MANY_REQUESTS);
        } else if (Commands.hasRoom(session, frame)) {
            Subscription subscription = session.subscribe(conversationId);
            byte[] body = JSON.writeValueAsBytes(only(data, "claimId", "conversationId", "epoch", "afterSeq"));
            Commands.ask(
                    session,
                    frame,
                    messaging.join(session.token(), body),
                    answer -> joined(session, frame, subscription, answer));
        }
    }

    private void joined(Session session, ClientFrame frame, Subscription subscription, Answer answer) {
        sockets.arrivals().over(session.channel);
        Loaded loaded = answer.isOk() ? read(answer.body()) : null;
        if (loaded == null || !subscription.conversationId().equals(loaded.conversationId)) {
            if (answer.isOk()) {
                Commands.refuse(session, frame, Problem.INTERNAL);
            } else {
                Commands.answer(session, frame, answer);
            }
            failed(session, subscription, answer);
            return;
        }
        Commands.acknowledge(session, frame, answer.body());
        session.loop.hub.loaded(subscription, loaded.headSeq, loaded.claimId);
    }

    /// One who was in stays in when the service was only busy; one who was told "no" is out.
    private static void failed(Session session, Subscription subscription, Answer answer) {
        session.loop.hub.loadFailed(subscription);
        if (answer.isRefusedForGood()) {
            session.unsubscribe(subscription, false);
        } else if (!subscription.isEntered() && !subscription.isLoading()) {
            session.unsubscribe(subscription, true);
        }
    }

    void leave(Session session, ClientFrame frame) {
        UUID conversationId = conversationId(frame);
        if (conversationId == null) {
            Commands.refuse(
                    session, frame, Problem.invalid("conversationId", "conversationId or claimId must be a UUID"));
            return;
        }
        Subscription subscription = session.subscription(conversationId);
        if (subscription != null) {
            session.unsubscribe(subscription, subscription.isEntered());
        }
        Commands.acknowledge(session, frame, NOTHING);
    }

    void sync(Session session, ClientFrame frame, ObjectNode data) {
        List<UUID> named = named(data.get("cursors"));
        if (named == null) {
            Commands.refuse(
                    session, frame, Problem.invalid("cursors", "must be an object with conversation ids as names"));
        } else if (!hasPlace(session, named)) {
            Commands.refuse(session, frame, Problem.TOO_MANY_REQUESTS);
        } else if (Commands.hasRoom(session, frame)) {
            Map<UUID, Subscription> subscriptions = new HashMap<>();
            named.forEach(id -> subscriptions.put(id, session.subscribe(id)));
            byte[] body = JSON.writeValueAsBytes(only(data, "cursors"));
            Commands.ask(
                    session,
                    frame,
                    messaging.sync(session.token(), body),
                    answer -> synced(session, frame, subscriptions, answer));
        }
    }

    private void synced(Session session, ClientFrame frame, Map<UUID, Subscription> subscriptions, Answer answer) {
        sockets.arrivals().over(session.channel);
        List<Loaded> conversations = answer.isOk() ? readAll(answer.body()) : null;
        if (conversations == null) {
            if (answer.isOk()) {
                Commands.refuse(session, frame, Problem.INTERNAL);
            } else {
                Commands.answer(session, frame, answer);
            }
            subscriptions.values().forEach(each -> failed(session, each, answer));
            return;
        }
        Commands.acknowledge(session, frame, answer.body());
        for (Loaded loaded : conversations) {
            Subscription subscription =
                    loaded.conversationId == null ? null : subscriptions.remove(loaded.conversationId);
            if (subscription != null) {
                session.loop.hub.loaded(subscription, loaded.headSeq, loaded.claimId);
            }
        }
        // Named, but not answered: not, or no longer, to be seen.
        for (Subscription hidden : subscriptions.values()) {
            session.loop.hub.loadFailed(hidden);
            session.unsubscribe(hidden, false);
        }
    }

    private boolean hasPlace(Session session, List<UUID> named) {
        long fresh =
                named.stream().filter(id -> session.subscription(id) == null).count();
        return session.subscriptions().size() + fresh <= sockets.limits().conversationsPerSession();
    }

    private static @Nullable List<UUID> named(@Nullable JsonNode cursors) {
        if (cursors == null || !cursors.isObject()) {
            return null;
        }
        List<UUID> ids = new ArrayList<>();
        for (String name : cursors.propertyNames()) {
            UUID id = ClientFrame.uuidOf(name);
            if (id == null) {
                return null;
            }
            ids.add(id);
        }
        return ids;
    }

    private static ObjectNode only(ObjectNode data, String... fields) {
        ObjectNode chosen = JSON.createObjectNode();
        for (String field : fields) {
            JsonNode value = data.get(field);
            if (value != null && !value.isNull()) {
                chosen.set(field, value);
            }
        }
        return chosen;
    }

    // ---- reading answers without building a tree of their entries ----

    private static @Nullable Loaded read(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? conversation(parser) : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable List<Loaded> readAll(byte[] body) {
        List<Loaded> all = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isList = parser.currentName().equals("conversations");
                if (parser.nextToken() == JsonToken.START_ARRAY && isList) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        all.add(conversation(parser));
                    }
                } else {
                    parser.skipChildren();
                }
            }
            return all;
        } catch (JacksonException e) {
            return null;
        }
    }

    /// Begins at the object's start and ends at its end.
    private static Loaded conversation(JsonParser parser) {
        UUID conversationId = null;
        UUID claimId = null;
        long headSeq = 0;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "conversationId" -> conversationId = uuid(parser, value);
                case "claimId" -> claimId = uuid(parser, value);
                case "headSeq" -> headSeq = value == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : 0;
                default -> parser.skipChildren();
            }
        }
        return new Loaded(conversationId, claimId, headSeq);
    }

    private static @Nullable UUID uuid(JsonParser parser, JsonToken value) {
        return value == JsonToken.VALUE_STRING ? ClientFrame.uuidOf(parser.getString()) : null;
    }
}
