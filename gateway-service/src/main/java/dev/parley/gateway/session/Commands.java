package dev.parley.gateway.session;

import dev.parley.gateway.GatewayProperties;
import dev.parley.gateway.backend.Answer;
import dev.parley.gateway.backend.Messaging;
import dev.parley.gateway.backend.Presence;
import dev.parley.gateway.fanout.Subscription;
import dev.parley.gateway.frame.ClientFrame;
import dev.parley.gateway.frame.CloseCode;
import dev.parley.gateway.frame.ServerFrame;
import dev.parley.gateway.liveness.Signals;
import dev.parley.gateway.problem.Problem;
import io.netty.buffer.ByteBuf;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a client may ask for, frame type by frame type.
///
/// What concerns stored things is a call to the service that owns them, with the user's token; its answer goes back as
/// it is.
final class Commands {
    /// A client that keeps saying "still writing" is passed on this often at most.
    private static final long TYPING_PAUSE_MILLIS = 2_000;

    /// What a client sends while nobody is in front of it: to renew its token, to prove the line, to catch up after a
    /// reconnect, to follow what it shows. Everything else is a sign of a person.
    private static final Set<String> BY_THE_CLIENT_ITSELF =
            Set.of("authenticate", "ping", "sync", "watch_presence", "watch_inbox");

    private static final byte[] NOTHING = {};
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Problem UNKNOWN_TYPE = Problem.of(
            "unknown-frame-type", "Unknown frame type", 400, "This version does not know frames of this type.");

    private final Sockets sockets;
    private final SignIn signIn;
    private final Joining joining;
    private final Messaging messaging;
    private final Presence presence;
    private final Signals signals;

    Commands(Sockets sockets, SignIn signIn, Joining joining, Messaging messaging, Presence presence, Signals signals) {
        this.sockets = sockets;
        this.signIn = signIn;
        this.joining = joining;
        this.messaging = messaging;
        this.presence = presence;
        this.signals = signals;
    }

    long nowMillis() {
        return sockets.nowMillis();
    }

    /// What a stranger may say in all, it may not say by compressing it either.
    ByteBuf expanded(Session session, ByteBuf payload) throws Squeeze.TooLong, DataFormatException {
        GatewayProperties.Sockets limits = sockets.limits();
        DataSize most = session.isOpen() ? limits.frameLimit() : limits.unauthenticatedLimit();
        return session.loop.squeeze.expand(payload, Math.toIntExact(most.toBytes()));
    }

    void ended(Session session) {
        sockets.ended(session);
    }

    void authenticateByHeader(Session session, String token) {
        signIn.byHeader(session, token);
    }

    void take(Session session, ClientFrame frame) {
        ObjectNode data = frame.data();
        if (frame.type().equals("authenticate")) {
            signIn.byFrame(session, frame);
        } else if (session.held.isUnderWay()) {
            session.held.hold(() -> take(session, frame));
        } else if (!session.isOpen()) {
            session.close(CloseCode.NOT_AUTHENTICATED);
        } else if (data == null) {
            refuse(session, frame, Problem.invalid("data", "must be an object"));
        } else {
            dispatch(session, frame, data);
        }
    }

    private void dispatch(Session session, ClientFrame frame, ObjectNode data) {
        if (!BY_THE_CLIENT_ITSELF.contains(frame.type())) {
            session.idleness.personActed(nowMillis());
        }
        switch (frame.type()) {
            case "join_claim", "join_conversation" -> joining.join(session, frame, data);
            case "leave_claim", "leave_conversation" -> joining.leave(session, frame);
            case "sync" -> joining.sync(session, frame, data);
            case "send_message" -> send(session, frame, data);
            case "message_read" -> readMessage(session, frame);
            case "conversation_read" -> readConversation(session, frame, data);
            case "typing_start" -> typing(session, frame, true);
            case "typing_stop" -> typing(session, frame, false);
            case "watch_presence" -> watchPresence(session, frame, data);
            case "watch_inbox" -> watchInbox(session, frame, data);
            case "ping" -> ping(session, frame);
            default -> refuse(session, frame, UNKNOWN_TYPE);
        }
    }

    // ---- answers ----

    static void acknowledge(Session session, ClientFrame frame, byte[] data) {
        if (frame.id() != null) {
            session.write(ServerFrame.ack(frame.id(), data));
        }
    }

    static void refuse(Session session, ClientFrame frame, Problem problem) {
        session.write(ServerFrame.error(frame.id(), problem));
    }

    static void answer(Session session, ClientFrame frame, Answer answer) {
        if (answer.isOk()) {
            acknowledge(session, frame, answer.body());
        } else {
            session.write(ServerFrame.error(frame.id(), answer.body()));
        }
    }

    /// Starts a call if the client has not too many under way; `then` runs on the session's loop, if the session still
    /// lives.
    static void ask(Session session, ClientFrame frame, CompletableFuture<Answer> call, Consumer<Answer> then) {
        call.thenAccept(answer -> onLoop(session, () -> {
            session.endRequest();
            if (!session.isClosing()) {
                then.accept(answer);
            }
        }));
    }

    static boolean hasRoom(Session session, ClientFrame frame) {
        boolean room = session.beginRequest();
        if (!room) {
            refuse(session, frame, Problem.TOO_MANY_REQUESTS);
        }
        return room;
    }

    static void onLoop(Session session, Runnable action) {
        if (session.loop.loop.inEventLoop()) {
            action.run();
        } else {
            session.loop.loop.execute(action);
        }
    }

    // ---- messages ----

    private void send(Session session, ClientFrame frame, ObjectNode data) {
        JsonNode given = data.remove("clientKey");
        UUID key = given != null && given.isString() ? ClientFrame.uuidOf(given.stringValue()) : null;
        if (given != null && key == null) {
            refuse(session, frame, Problem.invalid("clientKey", "must be a UUID"));
        } else if (hasRoom(session, frame)) {
            byte[] body;
            try {
                body = JSON.writeValueAsBytes(data);
            } catch (JacksonException e) {
                session.endRequest();
                refuse(session, frame, Problem.invalid("data", "must be valid Unicode"));
                return;
            }
            session.sends.begin(() -> messaging
                    .send(session.token(), key, body)
                    .thenAccept(answer -> onLoop(session, () -> stored(session, frame, answer))));
        }
    }

    /// Also when the client has gone meanwhile: what it sent before it closed is stored, answered or not.
    private static void stored(Session session, ClientFrame frame, Answer answer) {
        session.endRequest();
        answer(session, frame, answer);
        session.sends.done();
    }

    private void readMessage(Session session, ClientFrame frame) {
        UUID messageId = frame.uuid("messageId");
        if (messageId == null) {
            refuse(session, frame, Problem.invalid("messageId", "must be a UUID"));
        } else if (hasRoom(session, frame)) {
            ask(session, frame, messaging.readMessage(session.token(), messageId), a -> answer(session, frame, a));
        }
    }

    private void readConversation(Session session, ClientFrame frame, ObjectNode data) {
        UUID conversationId = frame.uuid("conversationId");
        JsonNode upToSeq = data.get("upToSeq");
        if (conversationId == null) {
            refuse(session, frame, Problem.invalid("conversationId", "must be a UUID"));
        } else if (hasRoom(session, frame)) {
            ObjectNode body = JSON.createObjectNode();
            if (upToSeq != null) {
                body.set("upToSeq", upToSeq);
            }
            ask(
                    session,
                    frame,
                    messaging.readConversation(session.token(), conversationId, JSON.writeValueAsBytes(body)),
                    a -> answer(session, frame, a));
        }
    }

    // ---- typing ----

    private void typing(Session session, ClientFrame frame, boolean isStart) {
        UUID conversationId = Joining.conversationId(frame);
        Subscription subscription = conversationId == null ? null : session.subscription(conversationId);
        if (conversationId == null) {
            refuse(session, frame, Problem.invalid("conversationId", "conversationId or claimId must be a UUID"));
        } else if (subscription == null || !subscription.isEntered()) {
            refuse(session, frame, Problem.NOT_JOINED);
        } else {
            if (!isStart) {
                subscription.typingEnded();
                signals.typingStopped(session.who(), conversationId, subscription.claimId());
            } else if (subscription.mayPublishTyping(nowMillis(), TYPING_PAUSE_MILLIS)) {
                signals.typingStarted(session.who(), conversationId, subscription.claimId());
            }
            acknowledge(session, frame, NOTHING);
        }
    }

    // ---- presence ----

    /// Whom of these the client may follow is for [PresenceWatch] to say.
    private void watchPresence(Session session, ClientFrame frame, ObjectNode data) {
        Set<UUID> wanted = ids(data.get("userIds"));
        if (wanted == null || wanted.size() > sockets.limits().watchedPerSession()) {
            refuse(session, frame, Problem.invalid("userIds", "must be a list of UUIDs, not too long"));
        } else if (wanted.isEmpty()) {
            session.watch(presence).nobody();
            acknowledge(session, frame, NOTHING);
        } else if (hasRoom(session, frame)) {
            PresenceWatch watch = session.watch(presence);
            watch.asking();
            ask(session, frame, presence.of(session.token(), wanted), answer -> {
                watch.answered(wanted, answer);
                answer(session, frame, answer);
            });
        }
    }

    private static @Nullable Set<UUID> ids(@Nullable JsonNode list) {
        if (list == null || !list.isArray()) {
            return null;
        }
        Set<UUID> ids = new LinkedHashSet<>();
        for (JsonNode each : list) {
            UUID id = each.isString() ? ClientFrame.uuidOf(each.stringValue()) : null;
            if (id == null) {
                return null;
            }
            ids.add(id);
        }
        return ids;
    }

    // ---- inbox ----

    private static void watchInbox(Session session, ClientFrame frame, ObjectNode data) {
        JsonNode on = data.get("on");
        if (!session.isStaff()) {
            refuse(session, frame, Problem.FORBIDDEN);
        } else if (on != null && !on.isBoolean()) {
            refuse(session, frame, Problem.invalid("on", "must be true or false"));
        } else {
            if (on == null || on.booleanValue()) {
                session.loop.hub.watchInbox(session);
            } else {
                session.loop.hub.unwatchInbox(session);
            }
            acknowledge(session, frame, NOTHING);
        }
    }

    private static void ping(Session session, ClientFrame frame) {
        session.write(ServerFrame.of("pong", frame.id(), NOTHING));
        acknowledge(session, frame, NOTHING);
    }
}
