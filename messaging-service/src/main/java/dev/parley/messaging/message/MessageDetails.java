package dev.parley.messaging.message;

import dev.parley.messaging.message.MessageView.Reaction;
import dev.parley.web.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What belongs to a message without being in its row: who has read it, who reacted. One statement each for any number
/// of messages.
@Component
class MessageDetails {
    /// Of each reader the marks within the stretch, and the first after it: that many are enough to say for each
    /// message when it was read, however often somebody has read since. The first after one stretch may lie in
    /// another.
    private static final String MARKS = """
            select stretch.conversation_id, r.user_id, r.role, mark.up_to_seq, mark.read_at
            from unnest(:ids, :firsts, :lasts) as stretch (conversation_id, first_seq, last_seq)
            join read_position r on r.conversation_id = stretch.conversation_id and r.up_to_seq >= stretch.first_seq
            cross join lateral (
                (select up_to_seq, read_at from read_mark m
                 where m.conversation_id = r.conversation_id and m.user_id = r.user_id
                   and m.up_to_seq >= stretch.first_seq and m.up_to_seq < stretch.last_seq
                 order by m.up_to_seq)
                union all
                (select up_to_seq, read_at from read_mark m
                 where m.conversation_id = r.conversation_id and m.user_id = r.user_id and m.up_to_seq >= stretch.last_seq
                 order by m.up_to_seq limit 1)
            ) mark
            order by mark.up_to_seq, mark.read_at, r.user_id""";

    private final JdbcClient jdbc;

    MessageDetails(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Mark(UUID conversationId, ReadMark mark) {}

    private record Reacted(UUID messageId, String emoji, UUID userId) {}

    List<MessageView> of(List<StoredMessage> messages, boolean forStaff) {
        if (messages.isEmpty()) {
            return List.of();
        }
        Map<UUID, List<ReadMark>> marks = marks(messages);
        Map<UUID, List<Reaction>> reactions = reactions(messages);
        return messages.stream()
                .map(message -> MessageView.of(
                        message,
                        covering(message, marks.getOrDefault(message.conversationId(), List.of())),
                        reactions.getOrDefault(message.id(), List.of()),
                        forStaff))
                .toList();
    }

    private Map<UUID, List<ReadMark>> marks(List<StoredMessage> messages) {
        Map<UUID, TreeSet<Long>> seqs = new LinkedHashMap<>();
        messages.forEach(message -> seqs.computeIfAbsent(message.conversationId(), _ -> new TreeSet<>())
                .add(message.seq()));
        List<Stretch> stretches = Stretch.of(seqs);
        Map<UUID, List<ReadMark>> marks = new HashMap<>();
        jdbc.sql(MARKS)
                .param("ids", Stretch.conversationIds(stretches))
                .param("firsts", Stretch.firstSeqs(stretches))
                .param("lasts", Stretch.lastSeqs(stretches))
                .query((row, _) -> new Mark(
                        row.getObject(1, UUID.class),
                        new ReadMark(
                                row.getObject(2, UUID.class),
                                Role.valueOf(row.getString(3)),
                                row.getLong(4),
                                row.getTimestamp(5).toInstant())))
                .list()
                .forEach(mark -> marks.computeIfAbsent(mark.conversationId(), _ -> new ArrayList<>())
                        .add(mark.mark()));
        return marks;
    }

    private Map<UUID, List<Reaction>> reactions(List<StoredMessage> messages) {
        Map<UUID, Map<String, List<UUID>>> byMessage = new HashMap<>();
        jdbc.sql("""
                        select message_id, emoji, user_id from reaction where message_id = any (?)
                        order by message_id, added_at, user_id""")
                .param(messages.stream().map(StoredMessage::id).toArray(UUID[]::new))
                .query((row, _) ->
                        new Reacted(row.getObject(1, UUID.class), row.getString(2), row.getObject(3, UUID.class)))
                .list()
                .forEach(reacted -> byMessage
                        .computeIfAbsent(reacted.messageId(), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(reacted.emoji(), _ -> new ArrayList<>())
                        .add(reacted.userId()));
        Map<UUID, List<Reaction>> reactions = new HashMap<>();
        byMessage.forEach((id, emojis) -> reactions.put(
                id,
                emojis.entrySet().stream()
                        .map(entry -> new Reaction(entry.getKey(), List.copyOf(entry.getValue())))
                        .toList()));
        return reactions;
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
