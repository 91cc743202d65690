package dev.parley.messaging.inbox;

import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.messaging.conversation.Participant;
import dev.parley.messaging.reading.Unread;
import dev.parley.web.Caller;
import dev.parley.web.Role;
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
    private static final String ROWS = "select c.*, " + Unread.COUNT + """
             as unread, last.id as message_id, last.seq as message_seq, last.sender_id, last.sender_name, last.body,
             last.created_at
             from conversation c
             left join lateral (select * from message m where m.conversation_id = c.id order by m.seq desc limit 1) last
                 on true
             where\s""" + Conversations.VISIBLE;

    private final JdbcClient jdbc;

    Inbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Where a page begins: after the conversation that was last touched at `at`.
    record Position(Instant at, UUID id) {}

    /// @param kind null = all kinds; `claimId` null = of any claim or none
    record Filter(
            Conversation.@Nullable Kind kind,
            Conversation.@Nullable Status status,
            @Nullable UUID claimId,
            boolean unreadOnly) {}

    /// Last touched first.
    @Transactional(readOnly = true)
    public List<ConversationView> page(Caller caller, Filter filter, @Nullable Position after, int limit) {
        return rows(
                caller,
                """
                 and (cast(:kind as text) is null or c.kind = :kind)
                 and (cast(:status as text) is null or c.status = :status)
                 and (cast(:claimId as uuid) is null or c.claim_id = :claimId)
                 and (cast(:at as timestamptz) is null or (c.last_at, c.id) < (:at, :id))
                 and (not :unreadOnly or\s""" + Unread.COUNT + " > 0) order by c.last_at desc, c.id desc limit :limit",
                query -> query.param(
                                "kind",
                                filter.kind() == null ? null : filter.kind().name())
                        .param(
                                "status",
                                filter.status() == null ? null : filter.status().name())
                        .param("claimId", filter.claimId())
                        .param("at", after == null ? null : Timestamp.from(after.at()))
                        .param("id", after == null ? null : after.id())
                        .param("unreadOnly", filter.unreadOnly())
                        .param("limit", limit));
    }

    @Transactional(readOnly = true)
    public Optional<ConversationView> one(Caller caller, UUID id) {
        return rows(caller, " and c.id = :id", query -> query.param("id", id)).stream()
                .findFirst();
    }

    private interface Parameters {
        JdbcClient.StatementSpec set(JdbcClient.StatementSpec query);
    }

    private List<ConversationView> rows(Caller caller, String where, Parameters parameters) {
        JdbcClient.StatementSpec query = jdbc.sql(ROWS + where)
                .param("tenant", caller.tenant())
                .param("userId", caller.userId())
                .param("staff", caller.isStaff());
        List<ConversationView> rows = parameters.set(query).query(Inbox::row).list();
        Map<UUID, List<Participant>> participants = participants(rows);
        return rows.stream()
                .map(row -> with(row, participants.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private Map<UUID, List<Participant>> participants(List<ConversationView> rows) {
        record Of(UUID conversationId, Participant participant) {}
        UUID[] ids = rows.stream().map(ConversationView::id).toArray(UUID[]::new);
        return jdbc
                .sql("""
                        select conversation_id, user_id, name, role from participant
                        where conversation_id = any (?) order by joined_at, user_id""")
                .param(ids)
                .query((row, _) -> new Of(
                        row.getObject(1, UUID.class),
                        new Participant(
                                row.getObject(2, UUID.class), row.getString(3), Role.valueOf(row.getString(4)))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Of::conversationId,
                        Collectors.mapping(Of::participant, Collectors.toCollection(ArrayList::new))));
    }

    private static ConversationView row(ResultSet row, int number) throws SQLException {
        Conversation conversation = Conversations.row(row, number);
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
        return new ConversationView(
                conversation.id(),
                conversation.kind(),
                conversation.claimId(),
                conversation.title(),
                conversation.status(),
                conversation.epoch(),
                conversation.headSeq(),
                conversation.lastAt(),
                conversation.openedAt(),
                last,
                row.getLong("unread"),
                List.of());
    }

    private static ConversationView with(ConversationView row, List<Participant> participants) {
        return new ConversationView(
                row.id(),
                row.kind(),
                row.claimId(),
                row.title(),
                row.status(),
                row.epoch(),
                row.headSeq(),
                row.lastAt(),
                row.openedAt(),
                row.lastMessage(),
                row.unread(),
                participants);
    }
}
