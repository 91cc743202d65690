package dev.parley.gateway.asyncapi;

import static dev.parley.gateway.asyncapi.Shape.byId;
import static dev.parley.gateway.asyncapi.Shape.count;
import static dev.parley.gateway.asyncapi.Shape.field;
import static dev.parley.gateway.asyncapi.Shape.flag;
import static dev.parley.gateway.asyncapi.Shape.id;
import static dev.parley.gateway.asyncapi.Shape.list;
import static dev.parley.gateway.asyncapi.Shape.nothing;
import static dev.parley.gateway.asyncapi.Shape.object;
import static dev.parley.gateway.asyncapi.Shape.oneOf;
import static dev.parley.gateway.asyncapi.Shape.ref;
import static dev.parley.gateway.asyncapi.Shape.text;
import static dev.parley.gateway.asyncapi.Shape.time;

import dev.parley.gateway.asyncapi.Shape.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Every kind of frame there is, in both directions. A new kind is one more element here; tests say when it is missing.
final class FrameCatalogue {
    private static final String EVERYBODY = "Everybody";
    private static final String PARTICIPANTS =
            "Participants of the conversation; staff in every conversation of a claim";
    private static final String JOINED = "Those who joined the conversation";

    private static final Field BY_ID = field("conversationId", id()).optional();
    private static final Field BY_CLAIM =
            field("claimId", id(), "the claim whose conversation is meant").optional();

    /// What the client holds already.
    private static final Field[] HELD = {
        field("epoch", id().orNull(), "the epoch of what the client holds").optional(),
        field("afterSeq", count().orNull(), "the last entry that the client holds; none: nothing is replayed")
                .optional()
    };

    static final List<Frame> FROM_CLIENTS = List.of(
            Frame.asked(
                    "authenticate",
                    "Says who one is, as the first frame and within 5 s unless the handshake carried the token; later,"
                            + " renews the session with a fresh token of the same user.",
                    "Everybody, before the token is known too",
                    object(field("token", text(), "a JWT of the configured issuer")),
                    object(
                            field("userId", id()),
                            field("expiresAt", time(), "when the session ends unless it is renewed"))),
            Frame.asked(
                    "ping",
                    "Asks whether the line is alive; `pong` comes back, with the same `id` if there was one.",
                    EVERYBODY,
                    object(),
                    nothing()),
            Frame.asked(
                    "join_conversation",
                    "Follows a conversation: what was missed comes in the answer, everything after it as it happens,"
                            + " without a gap between the two.",
                    PARTICIPANTS,
                    either(BY_ID, BY_CLAIM, HELD),
                    ref("Joined")),
            Frame.asked(
                    "join_claim",
                    "Follows the conversation of a claim, like `join_conversation`.",
                    PARTICIPANTS,
                    either(BY_CLAIM, BY_ID, HELD),
                    ref("Joined")),
            Frame.asked("leave_conversation", "Follows it no longer.", EVERYBODY, either(BY_ID, BY_CLAIM), nothing()),
            Frame.asked("leave_claim", "Follows it no longer.", EVERYBODY, either(BY_CLAIM, BY_ID), nothing()),
            Frame.asked(
                    "sync",
                    "Catches up with several conversations after a reconnect, and joins them. A conversation that is"
                            + " not in the answer may not, or no longer, be seen.",
                    PARTICIPANTS,
                    object(field(
                            "cursors",
                            byId(object(
                                    field("epoch", id().orNull()).optional(),
                                    field("seq", count().orNull(), "the last entry that the client holds")
                                            .optional())),
                            "by conversation")),
                    object(field(
                            "conversations",
                            list(ref("Missed")),
                            "those named, then those opened since the newest of them"))),
            Frame.asked(
                    "send_message",
                    "Sends a message. The same `clientKey` again answers with the first message and stores nothing.",
                    PARTICIPANTS,
                    WireObjects.NEW_MESSAGE,
                    Shape.anyOf(ref("Message"), ref("ScheduledMessage"))),
            Frame.asked(
                    "message_read",
                    "Moves one's own read position to a message; never back.",
                    PARTICIPANTS,
                    object(field("messageId", id())),
                    ref("ReadPosition")),
            Frame.asked(
                    "conversation_read",
                    "Moves one's own read position; never back.",
                    PARTICIPANTS,
                    object(
                            field("conversationId", id()),
                            field("upToSeq", count().orNull(), "none: up to the newest entry")
                                    .optional()),
                    ref("ReadPosition")),
            Frame.asked(
                    "typing_start",
                    "Says that one is writing; ends by itself after 3 s. Needs a join.",
                    PARTICIPANTS,
                    either(BY_ID, BY_CLAIM),
                    nothing()),
            Frame.asked(
                    "typing_stop",
                    "Says that one is not writing. Needs a join.",
                    PARTICIPANTS,
                    either(BY_ID, BY_CLAIM),
                    nothing()),
            Frame.asked(
                    "watch_presence",
                    "Follows who is there, in place of those followed before. About whom one may not know, nothing"
                            + " comes.",
                    EVERYBODY,
                    object(field("userIds", list(id()), "at most 100; none: nobody is followed any more")),
                    object(
                            field("items", list(ref("Presence")), "how it stands now")
                                    .optional(),
                            field("nextCursor", text().orNull()).optional())),
            Frame.asked(
                    "watch_inbox",
                    "Follows in summary what happens to all claims of the tenant, or no longer.",
                    "Staff",
                    object(field("on", flag().orNull(), "true unless it is said")
                            .optional()),
                    nothing()));

    static final List<Frame> FROM_SERVER = List.of(
            Frame.told(
                    "connected",
                    "The session is authenticated, and this is how things stand.",
                    "The session",
                    object(
                            field("sessionId", id()),
                            field("userId", id()),
                            field("heartbeatSeconds", count(), "how often `heartbeat` comes"),
                            field("unread", ref("UnreadCounts")))),
            Frame.told("pong", "The answer to `ping`.", "The session that asked", nothing()),
            Frame.entry("new_message", "Somebody said something.", ref("Message")),
            Frame.entry(
                    "message_edited",
                    "A message says something else from now on.",
                    WireObjects.entryOfMessage(
                            field("body", text()), field("editorId", id()), field("editedAt", time()))),
            Frame.entry(
                    "message_withdrawn",
                    "A message was taken back, or its content is gone for good.",
                    WireObjects.entryOfMessage(
                            field("withdrawnBy", id()),
                            field("reason", text().orNull(), "of staff who took back what another said"),
                            field("withdrawnAt", time()),
                            field("erased", flag(), "for good"))),
            Frame.entry(
                    "message_reaction",
                    "Somebody reacted to a message, or took it back.",
                    WireObjects.entryOfMessage(
                            field("userId", id()),
                            field("emoji", text()),
                            field("action", oneOf("ADDED", "REMOVED")),
                            field("at", time()))),
            Frame.entry(
                    "participant_changed",
                    "Somebody takes part from now on, or no longer. To the one who left it is the last entry.",
                    WireObjects.entry(
                            field("change", oneOf("JOINED", "LEFT")),
                            field("userId", id()),
                            field("name", text().orNull()),
                            field("role", WireObjects.ROLE.orNull()),
                            field("by", id().orNull(), "null: Parley"),
                            field("at", time()))),
            Frame.entry(
                    "conversation_updated",
                    "The conversation was opened, renamed, archived, reopened or deleted.",
                    WireObjects.entry(
                            field("change", oneOf("OPENED", "RENAMED", "ARCHIVED", "REOPENED", "DELETED")),
                            field(
                                    "kind",
                                    oneOf("CLAIM", "APPOINTMENT", "INTERNAL", "DIRECT", "GROUP")
                                            .orNull(),
                                    "when it was opened"),
                            field("claimId", id().orNull()),
                            field("title", text().orNull(), "when it was opened or renamed"),
                            field("status", oneOf("OPEN", "ARCHIVED").orNull(), "null: as it was"),
                            field("actorId", id().orNull(), "null: Parley"),
                            field("at", time()))),
            Frame.entry(
                    "claim_updated",
                    "The claim of the conversation has another status.",
                    WireObjects.entry(
                            field("claimId", id().orNull()),
                            field("status", text()),
                            field("previousStatus", text().orNull()),
                            field("reason", text().orNull()),
                            field("actorId", id().orNull(), "null: Parley"),
                            field("at", time()))),
            Frame.told(
                    "message_read_receipt",
                    "Somebody has read everything up to an entry.",
                    "Participants and those who joined the conversation",
                    object(
                            field("conversationId", id()),
                            field("userId", id()),
                            field("upToSeq", count()),
                            field("messageId", id().orNull(), "the last message at or before upToSeq"),
                            field("readAt", time()))),
            Frame.told(
                    "typing_update",
                    "Who is writing at the moment, oneself left out. May be lost.",
                    JOINED,
                    object(
                            field("conversationId", id()),
                            field("claimId", id().orNull()),
                            field("userIds", list(id())))),
            Frame.told("presence_update", "Somebody came or went.", "Those who watch the person", ref("Presence")),
            Frame.told(
                    "unread_update",
                    "A number of unread messages changed. Comes without joining, at most four times a second.",
                    "The person whose messages they are, in every session",
                    object(
                            field("conversationId", id()),
                            field("unread", count()),
                            field("total", count(), "in all conversations"))),
            Frame.told(
                    "inbox_update",
                    "What happened to a claim or in one of its conversations. Is not made up for: after a reconnect one"
                            + " watches again and loads the list.",
                    "Staff who watch the inbox",
                    WireObjects.INBOX_CHANGE),
            Frame.told("notification", "The person has a new notification.", "The person", ref("Notification")),
            Frame.told(
                    "heartbeat",
                    "Comes at a steady pace with the newest entry of each joined conversation: a client that holds less"
                            + " has missed something and sends `sync`. Before `connected`, five times as often and of"
                            + " no conversation: there is a crowd, and the client is waiting for its turn.",
                    "The session",
                    object(field("heads", byId(count()), "by conversation"))),
            Frame.told(
                    "reconnect",
                    "The server is about to go: connect again after so long, and `sync`.",
                    "The session",
                    object(field("reason", text()), field("afterMs", count()))));

    private FrameCatalogue() {}

    /// A conversation may be named in either way; `usual` is how one does it with this frame.
    private static Shape either(Field usual, Field other, Field... more) {
        List<Field> fields = new ArrayList<>(List.of(usual, other));
        fields.addAll(Arrays.asList(more));
        return object(fields).needing(usual.name(), other.name());
    }
}
