package dev.parley.messaging.inbox;

import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.messaging.conversation.Participant;
import dev.parley.messaging.reading.Unread;
import dev.parley.web.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Two statements for a page, however long it is: the rows with last message and unread, then all their participants.
@Component
class Inbox {
    /// `offset 0` has the unread counted once for a row, even if it is also a condition.
    private static final String ROWS = "select " + Conversations.COLUMNS + """
            , counted.unread,
             exists (select from mute where mute.conversation_id = c.id and mute.user_id = :userId) as muted,
             last.id as message_id, last.seq as message_seq, last.sender_id, last.sender_name,
             case when last.withdrawn_at is null then last.body else '' end as body, last.created_at
             from conversation c
             cross join lateral (select\s""" + Unread.COUNT + """
             as unread offset 0) counted
             left join lateral (select * from message m where m.conversation_id = c.id order by m.seq desc limit 1) last
                 on true
             where\s""";

    private static final String QUERY = "to_tsquery('parley_plain', :words)";

    /// By the index, see decision 012; of very many the last active ones. The few of a customer are read anyway.
    private static final String FOUND = "c.id = any (array(select conversations_with_words(" + QUERY + ", 1000)))";

    private final JdbcClient jdbc;

    Inbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Where a page begins: after the conversation in which something was last said at `at`.
    record Position(Instant at, UUID id) {}

    /// Null = whatever it is.
    ///
    /// @param words as a tsquery of prefixes; null = no search
    record Filter(
            Conversation.@Nullable Kind kind,
            Conversation.@Nullable Status status,
            @Nullable UUID claimId,
            @Nullable UUID appointmentId,
            boolean unreadOnly,
            @Nullable String words) {}

    private record Row(
            Conversation conversation, ConversationView.@Nullable LastMessage last, long unread, boolean muted) {}

    /// Last active first.
    @Transactional(readOnly = true)
    public List<ConversationView> page(Caller caller, Filter filter, @Nullable Position after, int limit) {
        StringBuilder where = new StringBuilder(Conversations.listedFor(caller));
        Map<String, Object> parameters = new java.util.HashMap<>(Map.of("limit", limit));
        narrow(
                where,
                parameters,
                "kind",
                filter.kind() == null ? null : filter.kind().name(),
                "c.kind = :kind");
        narrow(
                where,
                parameters,
                "status",
                filter.status() == null ? null : filter.status().name(),
                "c.status = :status");
        narrow(where, parameters, "claimId", filter.claimId(), "c.claim_id = :claimId");
        narrow(where, parameters, "appointmentId", filter.appointmentId(), "c.appointment_id = :appointmentId");
        narrow(where, parameters, "words", filter.words(), caller.isStaff() ? FOUND : "c.words @@ " + QUERY);
        if (filter.unreadOnly()) {
            where.append(" and counted.unread > 0");
        }
        if (after != null) {
            where.append(" and (c.active_at, c.id) < (:at, :after)");
            parameters.put("at", Timestamp.from(after.at()));
            parameters.put("after", after.id());
        }
        where.append(" order by c.active_at desc, c.id desc limit :limit");
        return rows(caller, where.toString(), parameters);
    }

    private static void narrow(
            StringBuilder where,
            Map<String, Object> parameters,
            String name,
            @Nullable Object value,
            String condition) {
        if (value != null) {
            where.append(" and ").append(condition);
            parameters.put(name, value);
        }
    }

    @Transactional(readOnly = true)
    public Optional<ConversationView> one(Caller caller, UUID id) {
        return rows(caller, Conversations.VISIBLE + " and c.id = :id", Map.of("id", id)).stream()
                .findFirst();
    }

    private List<ConversationView> rows(Caller caller, String where, Map<String, Object> parameters) {
        List<Row> rows = jdbc.sql(ROWS + where)
                .param("tenant", caller.tenant())
                .param("userId", caller.userId())
                .param("staff", caller.isStaff())
                .params(parameters)
                .query(Inbox::row)
                .list();
        Map<UUID, List<Participant>> participants = participants(rows);
        return rows.stream()
                .map(row -> ConversationView.of(
                        row.conversation(),
                        row.last(),
                        row.unread(),
                        row.muted(),
                        participants.getOrDefault(row.conversation().id(), List.of())))
                .toList();
    }

    private Map<UUID, List<Participant>> participants(List<Row> rows) {
        record Of(UUID conversationId, Participant participant) {}
        UUID[] ids = rows.stream().map(row -> row.conversation().id()).toArray(UUID[]::new);
        return jdbc
                .sql("""
                        select conversation_id, user_id, name, role from participant
                        where conversation_id = any (?) order by joined_at, user_id""")
                .param(ids)
                .query((row, number) ->
                        new Of(row.getObject("conversation_id", UUID.class), Participant.row(row, number)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Of::conversationId,
                        Collectors.mapping(Of::participant, Collectors.toCollection(ArrayList::new))));
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        UUID messageId = row.getObject("message_id", UUID.class);
        ConversationView.LastMessage last = messageId == null
                ? null
                : new ConversationView.LastMessage(
                        messageId,
                        row.getLong("message_seq"),
                        row.getObject("sender_id", UUID.class),
                        row.getString("sender_name"),
                        row.getString("body"),
                        row.getTimestamp("created_at").toInstant());
        return new Row(Conversations.row(row, number), last, row.getLong("unread"), row.getBoolean("muted"));
    }
}
