package dev.parley.gateway.asyncapi;

import static dev.parley.gateway.asyncapi.Shape.count;
import static dev.parley.gateway.asyncapi.Shape.exactly;
import static dev.parley.gateway.asyncapi.Shape.field;
import static dev.parley.gateway.asyncapi.Shape.flag;
import static dev.parley.gateway.asyncapi.Shape.id;
import static dev.parley.gateway.asyncapi.Shape.list;
import static dev.parley.gateway.asyncapi.Shape.object;
import static dev.parley.gateway.asyncapi.Shape.oneOf;
import static dev.parley.gateway.asyncapi.Shape.ref;
import static dev.parley.gateway.asyncapi.Shape.seq;
import static dev.parley.gateway.asyncapi.Shape.text;
import static dev.parley.gateway.asyncapi.Shape.time;
import static dev.parley.gateway.asyncapi.Shape.whole;

import dev.parley.gateway.asyncapi.Shape.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What more than one frame carries, under a name of its own.
final class WireObjects {
    static final Shape ROLE = oneOf("CUSTOMER", "AGENT", "ADMIN");

    static final Shape NEW_MESSAGE = object(
                    field("conversationId", id().orNull()).optional(),
                    field("claimId", id().orNull(), "instead of conversationId").optional(),
                    field("body", text().with("minLength", 1).with("maxLength", 10_000)),
                    field("clientKey", id(), "chosen by the client, one per message; with it a repeat stores nothing")
                            .optional(),
                    field("receiverId", id().orNull(), "to whom it is said; everybody sees it all the same")
                            .optional(),
                    field("replyToId", id().orNull()).optional(),
                    field("attachmentIds", list(id()).orNull()).optional(),
                    field(
                                    "basedOnSeq",
                                    count().orNull(),
                                    "the last entry that the sender has seen: refused when others wrote since")
                            .optional(),
                    field("override", flag().orNull(), "send all the same").optional(),
                    field("sendAt", time().orNull(), "later; the answer is then the scheduled message")
                            .optional(),
                    field("cancelIfAnswered", flag().orNull(), "with sendAt: not when the other side wrote meanwhile")
                            .optional())
            .needing("conversationId", "claimId")
            .with("additionalProperties", false);

    static final Shape INBOX_CHANGE = object(
            field("claimId", id()),
            field("conversationId", id().orNull()),
            field("kind", oneOf("CLAIM", "APPOINTMENT", "INTERNAL").orNull()),
            field("seq", seq().orNull(), "of an entry"),
            field("type", text(), "of an entry that of its own frame; else what happened to the claim"),
            field("change", text().orNull()),
            field("at", time()),
            field("actorId", id().orNull(), "null: Parley"),
            field(
                    "message",
                    object(
                                    field("id", id()),
                                    field("senderId", id().orNull()),
                                    field("senderName", text().orNull()),
                                    field("senderRole", ROLE.orNull()),
                                    field("excerpt", text().orNull(), "at most 140 characters"))
                            .orNull()),
            field("status", text().orNull(), "of the claim, from now on"),
            field("assigneeId", id().orNull()),
            field("reference", text().orNull()),
            field("title", text().orNull()));

    private WireObjects() {}

    static SequencedMap<String, Shape> all(List<Frame> entries) {
        SequencedMap<String, Shape> all = new LinkedHashMap<>();
        all.put("Message", message());
        all.put("ScheduledMessage", scheduledMessage());
        all.put("Entry", entryOfLog(entries));
        all.put("Missed", object(missed()));
        all.put("Joined", joined());
        all.put("ReadPosition", readPosition());
        all.put("Presence", presence());
        all.put("UnreadCounts", unreadCounts());
        all.put("Notification", notification());
        all.put("Problem", problem());
        return all;
    }

    /// `data` of a frame that is an entry.
    static Shape entry(Field... fields) {
        List<Field> all = new ArrayList<>(List.of(field("conversationId", id()), field("seq", seq())));
        all.addAll(Arrays.asList(fields));
        return object(all);
    }

    /// `data` of an entry about an earlier one, a message.
    static Shape entryOfMessage(Field... fields) {
        List<Field> all = new ArrayList<>(List.of(
                field("messageId", id()), field("messageSeq", seq(), "where the message itself stands in the log")));
        all.addAll(Arrays.asList(fields));
        return entry(all.toArray(Field[]::new));
    }

    private static Shape message() {
        Shape readBy = object(field("userId", id()), field("readAt", time()));
        return object(
                field("id", id()),
                field("conversationId", id()),
                field("claimId", id().orNull()),
                field("seq", seq(), "position in the conversation: 1, 2, 3 … without a hole, one order for everybody"),
                field("kind", oneOf("TEXT", "SYSTEM"), "SYSTEM: by Parley"),
                field("senderId", id().orNull()),
                field("senderName", text().orNull()),
                field("senderRole", ROLE.orNull()),
                field("isAdminMessage", flag(), "the sender is staff"),
                field("receiverId", id().orNull()),
                field("body", text(), "empty once the message is withdrawn"),
                field("replyToId", id().orNull()),
                field("attachments", list(Shape.object())),
                field("reactions", list(object(field("emoji", text()), field("userIds", list(id()))))),
                field("clientKey", id().orNull()),
                field("createdAt", time(), "never falls as seq rises"),
                field("editedAt", time().orNull()),
                field("withdrawnAt", time().orNull()),
                field("isRead", flag(), "by at least one person of the other side"),
                field("readAt", time().orNull()),
                field("readBy", list(readBy)),
                field("seenByStaff", list(readBy).orNull(), "for staff, where the message comes from an answer")
                        .optional());
    }

    private static Shape scheduledMessage() {
        return object(
                field("id", id(), "also of the message, once it is sent"),
                field("conversationId", id()),
                field("body", text()),
                field("receiverId", id().orNull()),
                field("replyToId", id().orNull()),
                field("clientKey", id()),
                field("sendAt", time()),
                field("cancelIfAnswered", flag()),
                field("status", oneOf("WAITING", "SENT", "CANCELLED")),
                field("outcome", text().orNull(), "why it was cancelled"),
                field("createdAt", time()));
    }

    /// The type says which data.
    private static Shape entryOfLog(List<Frame> entries) {
        List<Object> kinds = new ArrayList<>();
        for (Frame frame : entries) {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("type", exactly(frame.type()).schema());
            properties.put("data", ref(frame.type()).schema());
            kinds.add(Map.of("properties", properties));
        }
        String[] types = entries.stream().map(Frame::type).toArray(String[]::new);
        return object(
                        field("conversationId", id()),
                        field("seq", seq()),
                        field("type", oneOf(types), "that of the frame of the same name"),
                        field("at", time()),
                        field("actorId", id().orNull(), "null: Parley"),
                        field("data", object(), "that of the frame"))
                .with("oneOf", kinds);
    }

    private static List<Field> missed() {
        return List.of(
                field("conversationId", id()),
                field("claimId", id().orNull()),
                field("epoch", id(), "another one than the client's: what it holds is void"),
                field("headSeq", count(), "the newest entry"),
                field("entries", list(ref("Entry")), "in rising seq"),
                field("more", flag(), "there are entries after the last of these: page on by REST"),
                field("resync", flag(), "throw away what you have; these are the newest"));
    }

    private static Shape joined() {
        List<Field> fields = new ArrayList<>(missed());
        fields.add(field(
                "participants",
                list(object(field("userId", id()), field("name", text()), field("role", ROLE.orNull())))));
        fields.add(field(
                "readPositions",
                list(object(field("userId", id()), field("upToSeq", count()), field("readAt", time())))));
        return object(fields);
    }

    private static Shape readPosition() {
        return object(
                field("conversationId", id()),
                field("userId", id()),
                field("upToSeq", count()),
                field("readAt", time()));
    }

    private static Shape presence() {
        return object(
                field("userId", id()),
                field("status", oneOf("ONLINE", "AWAY", "OFFLINE")),
                field("lastSeenAt", time().orNull(), "null: not known"),
                field("watchable", flag(), "whether one may know, and hears of changes; in answers only")
                        .optional());
    }

    private static Shape unreadCounts() {
        return object(
                field("total", count().orNull(), "null: not known at the moment"),
                field(
                        "conversations",
                        list(object(
                                field("conversationId", id()),
                                field("claimId", id().orNull()),
                                field("unread", count()),
                                field("headSeq", count(), "the newest entry when this was counted"),
                                field("upToSeq", count(), "the person's read position when this was counted"))),
                        "those in which something is unread"));
    }

    private static Shape notification() {
        return object(
                field("id", id()),
                field("type", text(), "what it is about, such as NEW_MESSAGE"),
                field("title", text()),
                field("body", text()),
                field("link", text(), "path in the web client"),
                field("createdAt", time()),
                field("readAt", time().orNull()));
    }

    /// RFC 9457; a problem may carry more, such as `entries` or `allowed`.
    private static Shape problem() {
        return object(
                        field("type", text().with("pattern", "^/problems/[a-z0-9-]+$"), "explained at this address"),
                        field("title", text()),
                        field("status", whole(), "what HTTP would have said"),
                        field("detail", text()).optional(),
                        field("errors", list(object(field("field", text()), field("message", text()))))
                                .optional())
                .with("additionalProperties", true);
    }
}
