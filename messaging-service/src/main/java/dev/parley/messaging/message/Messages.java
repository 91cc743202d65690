package dev.parley.messaging.message;

import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.web.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Reads messages as clients see them: three statements for a page, however long it is.
@Component
@Transactional(readOnly = true, propagation = Propagation.REQUIRED)
public class Messages {
    private final JdbcClient jdbc;
    private final MessageDetails details;

    Messages(JdbcClient jdbc, MessageDetails details) {
        this.jdbc = jdbc;
        this.details = details;
    }

    /// In rising `seq`, after `afterSeq`.
    public List<MessageView> after(Caller caller, Conversation conversation, long afterSeq, int limit) {
        return views(
                caller,
                jdbc.sql("""
                        select * from message where conversation_id = ? and seq > ? order by seq limit ?""")
                        .params(conversation.id(), afterSeq, limit)
                        .query(StoredMessage::row)
                        .list());
    }

    /// Those of the stretches, their first and last `seq` included; in rising `seq` of each conversation.
    public List<MessageView> within(Caller caller, List<Stretch> stretches) {
        return views(
                caller,
                jdbc.sql("""
                        select m.* from unnest(:ids, :firsts, :lasts) as stretch (conversation_id, first_seq, last_seq)
                        cross join lateral (
                            select * from message
                            where conversation_id = stretch.conversation_id
                              and seq between stretch.first_seq and stretch.last_seq offset 0
                        ) m
                        order by m.conversation_id, m.seq""")
                        .param("ids", Stretch.conversationIds(stretches))
                        .param("firsts", Stretch.firstSeqs(stretches))
                        .param("lasts", Stretch.lastSeqs(stretches))
                        .query(StoredMessage::row)
                        .list());
    }

    /// The last `limit` before `beforeSeq`, in rising `seq`.
    public List<MessageView> before(Caller caller, Conversation conversation, long beforeSeq, int limit) {
        return views(
                caller,
                jdbc.sql("""
                        select * from message where conversation_id = ? and seq < ? order by seq desc limit ?""")
                        .params(conversation.id(), beforeSeq, limit)
                        .query(StoredMessage::row)
                        .list()
                        .reversed());
    }

    /// The message, if the caller may see its conversation.
    public Optional<MessageView> find(Caller caller, UUID id) {
        return stored(caller, id).map(message -> views(caller, List.of(message)).getFirst());
    }

    /// The row of the message, if the caller may see its conversation.
    public Optional<StoredMessage> stored(Caller caller, UUID id) {
        return jdbc.sql(
                        "select m.* from message m join conversation c on c.id = m.conversation_id where m.id = :id and "
                                + Conversations.VISIBLE)
                .param("id", id)
                .param("tenant", caller.tenant())
                .param("userId", caller.userId())
                .param("staff", caller.isStaff())
                .query(StoredMessage::row)
                .optional();
    }

    /// The newest messages of the conversations in which the caller takes part, newest first.
    ///
    /// Of each conversation at most `limit` can be among them, so no more are looked at: the cost does not grow
    /// with the length of conversations.
    public List<MessageView> recent(Caller caller, int limit) {
        return views(
                caller,
                jdbc.sql("""
                        select m.* from (
                            select c.id from conversation c
                            join participant p on p.conversation_id = c.id and p.user_id = :userId and p.tenant = :tenant
                            where c.tenant = :tenant and c.deleted_at is null
                            order by c.active_at desc, c.id desc limit :limit
                        ) mine cross join lateral (
                            select * from message where conversation_id = mine.id order by seq desc limit :limit
                        ) m
                        order by m.created_at desc, m.id desc limit :limit""")
                        .param("tenant", caller.tenant())
                        .param("userId", caller.userId())
                        .param("limit", limit)
                        .query(StoredMessage::row)
                        .list());
    }

    /// Rows that the caller may see, as they see them.
    public List<MessageView> views(Caller caller, List<StoredMessage> messages) {
        return details.of(messages, caller.isStaff());
    }
}
