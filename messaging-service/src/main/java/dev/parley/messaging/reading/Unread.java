package dev.parley.messaging.reading;

import dev.parley.web.Caller;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Unread = messages of other people after one's position, counted; so it cannot drift from a recount. Parley's own
/// words, one's own and what was withdrawn do not count.
@Component
public class Unread {
    /// Counts for conversation `c` and `:userId`; the position is 0 until the first reading. Reads an index and no
    /// message; nothing at all where the position is at the head.
    ///
    /// `max` makes the position a value of its own. A `coalesce` in the comparison is taken by row-level
    /// security for something that might leak: the index would be read from the first message on.
    public static final String COUNT = """
            (select case when c.last_seq <= position.up_to_seq then 0 else (
                 select count(*) from message m
                 where m.conversation_id = c.id and m.kind = 'TEXT' and m.withdrawn_at is null
                   and m.sender_id <> :userId and m.seq > position.up_to_seq) end
             from (select coalesce(max(r.up_to_seq), 0) as up_to_seq from read_position r
                   where r.conversation_id = c.id and r.user_id = :userId) position)""";

    /// How far `:userId` has read each of their conversations comes from two indexes as one set.
    /// Only where the head is further is anything counted. `offset 0` keeps the position a value
    /// of its own, for the reason given above, and PostgreSQL from reading all conversations
    /// instead of these.
    private static final String OF_PERSON = """
            select position.conversation_id, c.claim_id, counted.unread, c.last_seq, position.up_to_seq
            from (select p.conversation_id, coalesce(r.up_to_seq, 0) as up_to_seq
                  from participant p
                  left join read_position r
                      on r.tenant = :tenant and r.user_id = :userId and r.conversation_id = p.conversation_id
                  where p.tenant = :tenant and p.user_id = :userId %1$s offset 0) position
            cross join lateral (
                select claim_id, last_seq from conversation
                where id = position.conversation_id and tenant = :tenant and deleted_at is null %2$s offset 0) c
            cross join lateral (
                select count(*) as unread from message m
                where m.conversation_id = position.conversation_id and m.kind = 'TEXT' and m.withdrawn_at is null
                  and m.sender_id <> :userId and m.seq > position.up_to_seq offset 0) counted
            %3$s
            order by position.conversation_id""";

    private final JdbcClient jdbc;

    Unread(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param headSeq the last entry when this was counted
    /// @param upToSeq the caller's read position when this was counted
    record InConversation(UUID conversationId, @Nullable UUID claimId, long unread, long headSeq, long upToSeq) {}

    /// @param total over the conversations listed
    /// @param conversations those in which something is unread; or those that were named
    record Counts(long total, List<InConversation> conversations) {}

    /// Over the conversations in which the caller takes part. One statement: whoever follows the log from `headSeq` on
    /// and the position from `upToSeq` on has counted nothing twice and missed nothing.
    ///
    /// @param named only these, also where nothing is unread; none means all in which something is
    @Transactional(readOnly = true)
    public Counts of(Caller caller, List<UUID> named) {
        String statement = named.isEmpty()
                ? OF_PERSON.formatted("", "and last_seq > position.up_to_seq", "where counted.unread > 0")
                : OF_PERSON.formatted("and p.conversation_id in (:named)", "", "");
        List<InConversation> unread = jdbc.sql(statement)
                .param("tenant", caller.tenant())
                .param("userId", caller.userId())
                .param("named", named)
                .query((row, _) -> new InConversation(
                        row.getObject("conversation_id", UUID.class),
                        row.getObject("claim_id", UUID.class),
                        row.getLong("unread"),
                        row.getLong("last_seq"),
                        row.getLong("up_to_seq")))
                .list();
        return new Counts(unread.stream().mapToLong(InConversation::unread).sum(), unread);
    }
}
