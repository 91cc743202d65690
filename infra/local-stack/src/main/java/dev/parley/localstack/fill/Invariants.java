package dev.parley.localstack.fill;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is true of messaging's database however its rows came there. Each query counts the exceptions.
final class Invariants {
    private static final Map<String, String> QUERIES = queries();

    private Invariants() {}

    /// @return the sentences that do not hold, with the number of exceptions; empty when all is well
    static List<String> broken(Connection connection) throws SQLException {
        var broken = new ArrayList<String>();
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> invariant : QUERIES.entrySet()) {
                try (ResultSet row = statement.executeQuery(invariant.getValue())) {
                    row.next();
                    if (row.getLong(1) != 0) {
                        broken.add(invariant.getKey() + ": " + row.getLong(1) + " exceptions");
                    }
                }
            }
        }
        return broken;
    }

    static int count() {
        return QUERIES.size();
    }

    private static Map<String, String> queries() {
        var queries = new LinkedHashMap<String, String>();
        queries.put("seq has no hole, and last_seq is the head", """
                select count(*) from conversation c left join
                    (select key, count(*) as entries, min(seq) as first, max(seq) as last from journal
                     where seq is not null group by key) j on j.key = c.id
                where j.key is null or j.first <> 1 or j.last <> j.entries or j.last <> c.last_seq""");
        queries.put("each message has its entry", """
                select count(*) from message m left join journal j
                    on j.key = m.conversation_id and j.seq = m.seq and j.type = 'message.sent.v1'
                where j.id is null or j.payload ->> 'messageId' <> m.id::text""");
        queries.put("each entry about a message has its message", """
                select count(*) from journal j left join message m on m.conversation_id = j.key and m.seq = j.seq
                where j.type = 'message.sent.v1' and m.id is null""");
        queries.put("a payload says what its row says", """
                select count(*) from journal
                where seq is not null and ((payload ->> 'seq')::bigint <> seq or payload ->> 'conversationId' <> key::text
                                           or payload ->> 'tenant' <> tenant)""");
        queries.put("time does not fall as seq rises", """
                select count(*) from (select occurred_at < lag(occurred_at) over (partition by key order by seq) as fell
                                      from journal where seq is not null) times where fell""");
        queries.put("last_at and active_at are those of the log", """
                select count(*) from conversation c join lateral
                    (select occurred_at from journal where key = c.id and seq = c.last_seq) last on true
                where c.last_at <> last.occurred_at
                   or c.active_at <> coalesce((select created_at from message m where m.conversation_id = c.id
                                               order by seq desc limit 1), c.opened_at)""");
        queries.put("a text has words unless it was withdrawn", """
                select count(*) from message m left join message_words w on w.message_id = m.id
                where (m.kind = 'TEXT' and m.withdrawn_at is null) <> (w.message_id is not null)""");
        queries.put("a position is the last mark and not beyond the head", """
                select count(*) from read_position r join conversation c on c.id = r.conversation_id
                where r.up_to_seq > c.last_seq
                   or r.up_to_seq is distinct from (select max(up_to_seq) from read_mark m
                       where m.conversation_id = r.conversation_id and m.user_id = r.user_id)""");
        queries.put("who writes takes part", """
                select count(*) from (select distinct conversation_id, sender_id from message where sender_id is not null) s
                left join participant p on p.conversation_id = s.conversation_id and p.user_id = s.sender_id
                where p.user_id is null""");
        queries.put("each reaction is an entry", """
                select count(*) from reaction r left join journal j
                    on j.key = r.conversation_id and j.type = 'reaction.added.v1'
                       and j.payload ->> 'messageId' = r.message_id::text and j.payload ->> 'userId' = r.user_id::text
                where j.id is null""");
        queries.put("a conversation of a claim has the claim, and notes have no customer", """
                select count(*) from conversation c left join claim k on k.id = c.claim_id
                where c.kind in ('CLAIM', 'INTERNAL') and (k.id is null or exists (
                    select from participant p where c.kind = 'INTERNAL' and p.conversation_id = c.id and p.role = 'CUSTOMER'))""");
        return queries;
    }
}
