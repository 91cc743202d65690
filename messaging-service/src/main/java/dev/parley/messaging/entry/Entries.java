package dev.parley.messaging.entry;

import dev.parley.contracts.Catalogue;
import dev.parley.contracts.DomainEvent;
import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.message.MessageView;
import dev.parley.messaging.message.Messages;
import dev.parley.web.Caller;
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
///
/// A message entry shows the message as it is now, so that what was withdrawn or erased since is not told again; the
/// entries that changed it follow at their own places, an edit without its words when they were taken back since.
@Component
public class Entries {
    private static final String MESSAGE = "message.sent.v1";

    private final JdbcClient jdbc;
    private final Messages messages;
    private final JsonMapper json;

    Entries(JdbcClient jdbc, Messages messages, JsonMapper json) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.json = json;
    }

    private record JournalRow(
            long seq, String type, Instant at, @Nullable UUID actor, String payload, boolean takenBack) {}

    /// At most `limit` entries after `afterSeq`, in rising `seq`.
    public List<Entry> after(Caller caller, Conversation conversation, long afterSeq, int limit) {
        List<JournalRow> rows = jdbc.sql("""
                        select j.seq, j.type, j.occurred_at, j.actor, j.payload,
                               case when j.type = 'message.edited.v1' then
                                   exists (select from message m
                                           where m.id = (j.payload ->> 'messageId')::uuid and m.withdrawn_at is not null)
                               else false end
                        from journal j where j.key = ? and j.seq > ? order by j.seq limit ?""")
                .params(conversation.id(), afterSeq, limit)
                .query((row, _) -> new JournalRow(
                        row.getLong(1),
                        row.getString(2),
                        row.getTimestamp(3).toInstant(),
                        row.getObject(4, UUID.class),
                        row.getString(5),
                        row.getBoolean(6)))
                .list();
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<Long, MessageView> bySeq =
                messages
                        .between(
                                caller,
                                conversation,
                                rows.getFirst().seq(),
                                rows.getLast().seq())
                        .stream()
                        .collect(Collectors.toMap(MessageView::seq, Function.identity()));
        return rows.stream().map(row -> entry(conversation, row, bySeq)).toList();
    }

    private Entry entry(Conversation conversation, JournalRow row, Map<Long, MessageView> messages) {
        if (row.type().equals(MESSAGE)) {
            MessageView message = messages.get(row.seq());
            if (message == null) {
                throw new IllegalStateException("entry " + row.seq() + " has no message");
            }
            return new Entry(conversation.id(), row.seq(), "new_message", row.at(), row.actor(), message);
        }
        Class<? extends DomainEvent> type = Catalogue.recordOf(row.type())
                .orElseThrow(() -> new IllegalStateException("no record for " + row.type()));
        EntryData data = EntryData.of(json.readValue(row.payload(), type));
        if (row.takenBack() && data instanceof EntryData.Edited edited) {
            data = edited.withoutWords();
        }
        return new Entry(conversation.id(), row.seq(), data.frame(), row.at(), row.actor(), data);
    }
}
