package dev.parley.gateway.session;

import dev.parley.gateway.backend.Answer;
import dev.parley.gateway.backend.Messaging;
import dev.parley.gateway.fanout.Subscription;
import dev.parley.gateway.frame.ClientFrame;
import dev.parley.gateway.frame.CloseCode;
import dev.parley.gateway.frame.ServerFrame;
import dev.parley.gateway.frame.Times;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.identity.KeysUnavailable;
import dev.parley.gateway.identity.TokenVerifier;
import dev.parley.gateway.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// From a stranger to somebody, and from an old token to a fresh one.
final class SignIn {
    /// `connected` does not wait longer for the unread count.
    private static final long UNREAD_WITHIN_MILLIS = 500;

    /// Longer than `connected` and the answer of a client that knows what it wants take on their way.
    private static final long MOST_THINKING_MILLIS = 300;

    private static final byte[] UNREAD_UNKNOWN =
            "{\"total\":null,\"conversations\":[]}".getBytes(StandardCharsets.US_ASCII);

    private final Sockets sockets;
    private final TokenVerifier verifier;
    private final Messaging messaging;
    private final Arrivals arrivals;

    SignIn(Sockets sockets, TokenVerifier verifier, Messaging messaging) {
        this.sockets = sockets;
        this.verifier = verifier;
        this.messaging = messaging;
        this.arrivals = sockets.arrivals();
    }

    void byHeader(Session session, String token) {
        verify(session, null, token);
    }

    void byFrame(Session session, ClientFrame frame) {
        if (session.held.isUnderWay()) {
            session.held.hold(() -> byFrame(session, frame));
            return;
        }
        JsonNode token = frame.data() == null ? null : frame.data().get("token");
        if (token == null || !token.isString()) {
            refused(session, frame, Problem.invalid("token", "must be a token"));
        } else {
            verify(session, frame, token.stringValue());
        }
    }

    private void verify(Session session, @Nullable ClientFrame frame, String token) {
        CompletableFuture<Identity> check = verifier.verify(token);
        after(session, check, () -> verified(session, frame, token, check));
    }

    /// At once if possible. Otherwise what the client has sent on top of it waits, and nothing more is read meanwhile.
    private static void after(Session session, CompletableFuture<?> awaited, Runnable next) {
        if (awaited.isDone()) {
            next.run();
            return;
        }
        session.held.begin();
        session.channel.config().setAutoRead(false);
        awaited.whenComplete((_, _) -> session.loop.loop.execute(() -> {
            session.channel.config().setAutoRead(true);
            session.held.end(
                    () -> {
                        if (!session.isClosing()) {
                            next.run();
                        }
                    },
                    // As for a frame that was not held: the socket ends, and its client comes back.
                    session.channel.pipeline()::fireExceptionCaught);
        }));
    }

    private void verified(
            Session session, @Nullable ClientFrame frame, String token, CompletableFuture<Identity> check) {
        if (session.isClosing()) {
            return;
        }
        Identity who;
        try {
            who = check.join();
        } catch (CompletionException e) {
            boolean isUnknown = e.getCause() instanceof KeysUnavailable;
            if (isUnknown && !session.isOpen()) {
                session.close(CloseCode.DRAINING);
            } else {
                refused(session, frame, isUnknown ? Problem.UNAVAILABLE : Problem.NOT_AUTHENTICATED);
            }
            return;
        }
        Identity known = session.identity();
        if (known == null) {
            sockets.known(session);
            after(session, arrivals.turn(session.channel), () -> admit(session, frame, token, who));
        } else if (known.isSamePerson(who)) {
            session.authenticated(who, token, sockets.nowMillis());
            acknowledge(session, frame, who);
        } else if (frame != null) {
            Commands.refuse(session, frame, Problem.OTHER_USER);
        }
    }

    private void admit(Session session, @Nullable ClientFrame frame, String token, Identity who) {
        if (Arrivals.hasLeft(session.channel)) {
            session.channel.close();
            return;
        }
        if (!sockets.admit(session, who, token)) {
            arrivals.over(session.channel);
            session.close(CloseCode.TOO_MANY);
            return;
        }
        acknowledge(session, frame, who);
        if (arrivals.isCrowded()) {
            // First all come back into their conversations, then what is unread is counted.
            connected(session, null);
            return;
        }
        messaging
                .unread(token, List.of())
                .completeOnTimeout(null, UNREAD_WITHIN_MILLIS, TimeUnit.MILLISECONDS)
                .thenAccept(answer -> Commands.onLoop(session, () -> connected(session, answer)));
    }

    /// The turn lasts until the client is back in its conversations, see [Joining]. Who does not ask for them at
    /// once does not keep it.
    private void endTurn(Session session) {
        if (session.subscriptions().stream().noneMatch(Subscription::isLoading)) {
            arrivals.over(session.channel);
        }
    }

    private static void acknowledge(Session session, @Nullable ClientFrame frame, Identity who) {
        if (frame != null) {
            Commands.acknowledge(session, frame, ServerFrame.json(data -> {
                data.writeStringProperty("userId", who.userId().toString());
                data.writeStringProperty("expiresAt", Times.text(who.expiresAt()));
            }));
        }
    }

    /// A running session survives a bad token: it ends when its own expires.
    private static void refused(Session session, @Nullable ClientFrame frame, Problem problem) {
        if (frame != null) {
            Commands.refuse(session, frame, problem);
        }
        if (!session.isOpen()) {
            session.close(CloseCode.NOT_AUTHENTICATED);
        }
    }

    private void connected(Session session, @Nullable Answer answer) {
        session.loop.loop.schedule(() -> endTurn(session), MOST_THINKING_MILLIS, TimeUnit.MILLISECONDS);
        byte[] unread = answer != null && answer.isOk() ? answer.body() : UNREAD_UNKNOWN;
        session.unread().begun(answer, sockets.nowMillis());
        long seconds = sockets.limits().heartbeat().toSeconds();
        session.write(ServerFrame.of("connected", data -> {
            data.writeStringProperty("sessionId", session.id.toString());
            data.writeStringProperty("userId", session.userId().toString());
            data.writeNumberProperty("heartbeatSeconds", seconds);
            data.writeName("unread");
            data.writeRawValue(new String(unread, StandardCharsets.UTF_8));
        }));
    }
}
