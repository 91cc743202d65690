package dev.parley.messaging.entry;

import dev.parley.contracts.Catalogue;
import dev.parley.contracts.DomainEvent;
import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.message.MessageView;
import dev.parley.messaging.message.Messages;
import dev.parley.messaging.message.Stretch;
import dev.parley.web.Caller;
import java.time.Instant;
import java.util.HashMap;
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
            UUID conversationId,
            long seq,
            String type,
            Instant at,
            @Nullable UUID actor,
            String payload,
            boolean takenBack) {}

    /// At most `limit` entries after `afterSeq`, in rising `seq`.
    public List<Entry> after(Caller caller, Conversation conversation, long afterSeq, int limit) {
        return after(caller, Map.of(conversation.id(), afterSeq), limit).getOrDefault(conversation.id(), List.of());
    }

    /// The same of many conversations with as many statements. By conversation; none for one without further entries.
    ///
    /// @param afterSeqs by conversation, all of which the caller may see
    /// @param limit of each
    Map<UUID, List<Entry>> after(Caller caller, Map<UUID, Long> afterSeqs, int limit) {
        List<JournalRow> rows = jdbc.sql("""
                        select j.key, j.seq, j.type, j.occurred_at, j.actor, j.payload,
                               case when j.type = 'message.edited.v1' then
                                   exists (select from message m
                                           where m.id = (j.payload ->> 'messageId')::uuid and m.withdrawn_at is not null)
                               else false end
                        from unnest(:ids, :afters) as held (conversation_id, seq)
                        cross join lateral (
                            select * from journal
                            where key = held.conversation_id and seq > held.seq order by seq limit :limit
                        ) j
                        order by j.key, j.seq""")
                .param("ids", afterSeqs.keySet().toArray(UUID[]::new))
                .param("afters", afterSeqs.values().toArray(Long[]::new))
                .param("limit", limit)
                .query((row, _) -> new JournalRow(
                        row.getObject(1, UUID.class),
                        row.getLong(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        row.getObject(5, UUID.class),
                        row.getString(6),
                        row.getBoolean(7)))
                .list();
        if (rows.isEmpty()) {
            return Map.of();
        }
        Map<UUID, List<JournalRow>> byConversation =
                rows.stream().collect(Collectors.groupingBy(JournalRow::conversationId));
        List<Stretch> stretches = byConversation.entrySet().stream()
                .map(log -> new Stretch(
                        log.getKey(),
                        log.getValue().getFirst().seq(),
                        log.getValue().getLast().seq()))
                .toList();
        Map<Place, MessageView> said = messages.within(caller, stretches).stream()
                .collect(Collectors.toMap(
                        message -> new Place(message.conversationId(), message.seq()), Function.identity()));
        Map<UUID, List<Entry>> entries = new HashMap<>();
        byConversation.forEach((id, log) ->
                entries.put(id, log.stream().map(row -> entry(row, said)).toList()));
        return entries;
    }

    private record Place(UUID conversationId, long seq) {}

    private Entry entry(JournalRow row, Map<Place, MessageView> said) {
        if (row.type().equals(MESSAGE)) {
            MessageView message = said.get(new Place(row.conversationId(), row.seq()));
            if (message == null) {
                throw new IllegalStateException("entry " + row.seq() + " has no message");
            }
            return new Entry(row.conversationId(), row.seq(), "new_message", row.at(), row.actor(), message);
        }
        Class<? extends DomainEvent> type = Catalogue.recordOf(row.type())
                .orElseThrow(() -> new IllegalStateException("no record for " + row.type()));
        EntryData data = EntryData.of(json.readValue(row.payload(), type));
        if (row.takenBack() && data instanceof EntryData.Edited edited) {
            data = edited.withoutWords();
        }
        return new Entry(row.conversationId(), row.seq(), data.frame(), row.at(), row.actor(), data);
    }
}
