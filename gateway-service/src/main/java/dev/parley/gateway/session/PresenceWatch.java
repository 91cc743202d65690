package dev.parley.gateway.session;

import dev.parley.gateway.backend.Answer;
import dev.parley.gateway.backend.Presence;
import dev.parley.gateway.frame.ClientFrame;
import dev.parley.gateway.frame.ServerFrame;
import io.netty.buffer.ByteBuf;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whose presence one session follows. Confined to the event loop of the session.
///
/// Staff follow whomever they want: no event crosses tenants. A customer follows those about whom
/// presence-service says that they may know. That can end, when somebody leaves a conversation, and
/// it can begin a moment after it was refused, when presence-service had not heard of a joining yet.
/// In both cases it is asked again, soon, and once more when it has surely heard. Without an answer
/// until then nobody is followed, and it is asked until it answers: nobody is followed five seconds
/// after they may not be.
final class PresenceWatch {
    private static final int ASKS = 2;
    private static final long FIRST_ASK_MILLIS = 1_000;
    private static final long NEXT_ASK_MILLIS = 2_500;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Session session;
    private final Presence presence;
    private Set<UUID> wanted = Set.of();
    private Set<UUID> watched = Set.of();
    private int underWay;
    private int asksLeft; // one is planned while there are any
    private boolean isUnanswered;

    PresenceWatch(Session session, Presence presence) {
        this.session = session;
        this.presence = presence;
    }

    Set<UUID> watched() {
        return watched;
    }

    void nobody() {
        wanted = Set.of();
        follow(Set.of());
    }

    /// The client's question is on its way; [#answered] must follow.
    void asking() {
        underWay++;
    }

    /// An answer that is no answer leaves everything as it was.
    void answered(Set<UUID> asked, Answer answer) {
        underWay--;
        if (answer.isOk()) {
            wanted = asked;
            Set<UUID> allowed = session.isStaff() ? asked : watchable(answer).keySet();
            follow(allowed);
            if (!allowed.containsAll(asked)) {
                askAgain();
            }
        }
    }

    /// One of these may be somebody whom a customer may follow no longer.
    void partedFrom(Collection<UUID> userIds) {
        if (!session.isStaff() && (underWay > 0 || !Collections.disjoint(watched, userIds))) {
            askAgain();
        }
    }

    private void askAgain() {
        isUnanswered = true;
        if (asksLeft == 0) {
            askIn(FIRST_ASK_MILLIS);
        }
        asksLeft = ASKS;
    }

    private void askIn(long millis) {
        session.loop.loop.schedule(this::ask, millis, TimeUnit.MILLISECONDS);
    }

    private void ask() {
        if (session.isClosing()) {
            return;
        }
        asksLeft--;
        if (asksLeft > 0) {
            askIn(NEXT_ASK_MILLIS);
        } else if (isUnanswered) {
            follow(Set.of());
        }
        Set<UUID> asked = wanted;
        if (!asked.isEmpty()) {
            presence.of(session.token(), asked)
                    .thenAccept(answer -> Commands.onLoop(session, () -> settle(asked, answer)));
        }
    }

    private void settle(Set<UUID> asked, Answer answer) {
        if (session.isClosing() || asked != wanted) {
            return;
        }
        if (answer.isOk()) {
            isUnanswered = false;
            Map<UUID, JsonNode> allowed = watchable(answer);
            Set<UUID> before = watched;
            follow(allowed.keySet());
            allowed.forEach((userId, person) -> {
                if (!before.contains(userId)) {
                    session.write(update(person));
                }
            });
        } else if (asksLeft == 0) {
            asksLeft = 1;
            askIn(NEXT_ASK_MILLIS);
        }
    }

    private void follow(Set<UUID> userIds) {
        session.loop.hub.unwatch(session, watched);
        watched = new HashSet<>(userIds);
        session.loop.hub.watch(session, watched);
    }

    private static ByteBuf update(JsonNode person) {
        return ServerFrame.of("presence_update", data -> {
            data.writeStringProperty("userId", person.path("userId").asString());
            data.writeStringProperty("status", person.path("status").asString());
            if (person.path("lastSeenAt").isString()) {
                data.writeStringProperty("lastSeenAt", person.path("lastSeenAt").asString());
            } else {
                data.writeNullProperty("lastSeenAt");
            }
        });
    }

    private static Map<UUID, JsonNode> watchable(Answer answer) {
        Map<UUID, JsonNode> people = new LinkedHashMap<>();
        try {
            for (JsonNode person : JSON.readTree(answer.body()).path("items")) {
                UUID id = ClientFrame.uuidOf(person.path("userId").asString(""));
                if (id != null && person.path("watchable").asBoolean(false)) {
                    people.put(id, person);
                }
            }
        } catch (JacksonException e) {
            people.clear();
        }
        return people;
    }
}
