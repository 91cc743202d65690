package dev.parley.messaging.message;

import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.web.Caller;
import dev.parley.web.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Reads messages as clients see them: two statements for a page, however long it is.
@Component
@Transactional(readOnly = true, propagation = Propagation.REQUIRED)
public class Messages {
    private final JdbcClient jdbc;

    Messages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// In rising `seq`, after `afterSeq`.
    public List<MessageView> after(Conversation conversation, long afterSeq, int limit) {
        return views(
                conversation.id(),
                jdbc.sql("""
                        select * from message where conversation_id = ? and seq > ? order by seq limit ?""")
                        .params(conversation.id(), afterSeq, limit)
                        .query(StoredMessage::row)
                        .list());
    }

    /// The last `limit` before `beforeSeq`, in rising `seq`.
    public List<MessageView> before(Conversation conversation, long beforeSeq, int limit) {
        return views(
                conversation.id(),
                jdbc.sql("""
                        select * from message where conversation_id = ? and seq < ? order by seq desc limit ?""")
                        .params(conversation.id(), beforeSeq, limit)
                        .query(StoredMessage::row)
                        .list()
                        .reversed());
    }

    /// The message, if the caller may see its conversation.
    public Optional<MessageView> find(Caller caller, UUID id) {
        return jdbc.sql(
                        "select m.* from message m join conversation c on c.id = m.conversation_id where m.id = :id and "
                                + Conversations.VISIBLE)
                .param("id", id)
                .param("tenant", caller.tenant())
                .param("userId", caller.userId())
                .param("staff", caller.isStaff())
                .query(StoredMessage::row)
                .optional()
                .map(message ->
                        views(message.conversationId(), List.of(message)).getFirst());
    }

    /// The newest messages of the conversations in which the caller takes part, newest first.
    public List<MessageView> recent(Caller caller, int limit) {
        return jdbc
                .sql("""
                        select m.* from message m join participant p
                          on p.conversation_id = m.conversation_id and p.user_id = :userId and p.tenant = :tenant
                        where m.tenant = :tenant order by m.id desc limit :limit""")
                .param("tenant", caller.tenant())
                .param("userId", caller.userId())
                .param("limit", limit)
                .query(StoredMessage::row)
                .list()
                .stream()
                .map(message ->
                        views(message.conversationId(), List.of(message)).getFirst())
                .toList();
    }

    private List<MessageView> views(UUID conversationId, List<StoredMessage> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        List<ReadMark> marks = jdbc.sql("""
                        select user_id, role, up_to_seq, read_at from read_mark
                        where conversation_id = ? and up_to_seq >= ? order by up_to_seq, read_at""")
                .params(conversationId, messages.getFirst().seq())
                .query((row, _) -> new ReadMark(
                        row.getObject(1, UUID.class),
                        Role.valueOf(row.getString(2)),
                        row.getLong(3),
                        row.getTimestamp(4).toInstant()))
                .list();
        return messages.stream()
                .map(message -> MessageView.of(message, covering(message, marks)))
                .toList();
    }

    /// Of each person but the sender the first mark at or after the message, earliest first.
    private static List<ReadMark> covering(StoredMessage message, List<ReadMark> marks) {
        Set<UUID> seen = new HashSet<>();
        List<ReadMark> first = new ArrayList<>();
        for (ReadMark mark : marks) {
            if (mark.upToSeq() >= message.seq()
                    && !mark.userId().equals(message.senderId())
                    && seen.add(mark.userId())) {
                first.add(mark);
            }
        }
        first.sort(Comparator.comparing(ReadMark::readAt));
        return first;
    }
}
