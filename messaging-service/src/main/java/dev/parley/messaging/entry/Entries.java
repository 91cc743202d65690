package dev.parley.messaging.entry;

import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.message.MessageView;
import dev.parley.messaging.message.Messages;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Reads the log. Runs in the transaction of its caller.
@Component
class Entries {
    private final JdbcClient jdbc;
    private final Messages messages;
    private final JsonMapper json;

    Entries(JdbcClient jdbc, Messages messages, JsonMapper json) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.json = json;
    }

    private record JournalRow(
            long seq, String type, Instant at, @Nullable UUID actor, String payload) {}

    /// At most `limit` entries after `afterSeq`, in rising `seq`.
    List<Entry> after(Conversation conversation, long afterSeq, int limit) {
        List<JournalRow> rows = jdbc.sql("""
                        select seq, type, occurred_at, actor, payload from journal
                        where key = ? and seq > ? order by seq limit ?""")
                .params(conversation.id(), afterSeq, limit)
                .query((row, _) -> new JournalRow(
                        row.getLong(1),
                        row.getString(2),
                        row.getTimestamp(3).toInstant(),
                        row.getObject(4, UUID.class),
                        row.getString(5)))
                .list();
        Map<Long, MessageView> bySeq = messages.after(conversation, afterSeq, limit).stream()
                .collect(Collectors.toMap(MessageView::seq, Function.identity()));
        return rows.stream().map(row -> entry(conversation, row, bySeq)).toList();
    }

    private Entry entry(Conversation conversation, JournalRow row, Map<Long, MessageView> messages) {
        return switch (row.type()) {
            case "message.sent.v1" -> {
                MessageView message = messages.get(row.seq());
                if (message == null) {
                    throw new IllegalStateException("entry " + row.seq() + " has no message");
                }
                yield of(conversation, row, "new_message", message);
            }
            case "conversation.opened.v1" ->
                of(
                        conversation,
                        row,
                        "conversation_updated",
                        opened(json.readValue(row.payload(), ConversationOpened.class)));
            default -> throw new IllegalStateException("no entry type for " + row.type());
        };
    }

    private static Entry of(Conversation conversation, JournalRow row, String type, Object data) {
        return new Entry(conversation.id(), row.seq(), type, row.at(), row.actor(), data);
    }

    /// `data` of a `conversation_updated` frame.
    private record ConversationUpdated(
            UUID conversationId,
            long seq,
            String change,
            String kind,
            @Nullable UUID claimId,
            @Nullable String title,
            String status) {}

    private static ConversationUpdated opened(ConversationOpened opened) {
        return new ConversationUpdated(
                opened.conversationId(),
                opened.seq(),
                "OPENED",
                opened.kind(),
                opened.claimId(),
                opened.title(),
                Conversation.Status.OPEN.name());
    }
}
