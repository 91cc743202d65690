package dev.parley.admin.messages;

import dev.parley.admin.messages.AdminMessage.Reader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Reads a page of messages: two statements, however many messages.
@Repository
class MessageList {
    /// Whether reader `r` is of the other side than the sender of `m`.
    private static final String OTHER_SIDE = """
            (r.user_id is distinct from m.sender_id
             and (m.internal or (r.role = 'CUSTOMER') <> coalesce(m.sender_role = 'CUSTOMER', false)))""";

    private static final String HAS_READ = """
            r.tenant = m.tenant and r.conversation_id = m.conversation_id and r.up_to_seq >= m.seq""";

    private final JdbcClient jdbc;

    MessageList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param otherSide whether the reader is of the other side than the sender
    private record ReadBy(UUID messageId, Reader reader, boolean otherSide) {}

    @Transactional(readOnly = true)
    List<AdminMessage> page(String tenant, MessageFilter filter, MessagePosition before, int most) {
        Map<String, Object> params = new HashMap<>();
        String conditions = conditions(filter, params);
        params.put("tenant", tenant);
        params.put("createdAt", Timestamp.from(before.createdAt()));
        params.put("id", before.id());
        params.put("most", most);
        List<AdminMessage> messages = jdbc.sql("""
                        select m.*, c.reference, c.title, c.customer_id, c.customer_name, c.agent_id, c.agent_name
                        from message m left join claim c on c.tenant = m.tenant and c.id = m.claim_id
                        where m.tenant = :tenant and (m.created_at, m.id) < (:createdAt, :id)""" + conditions + " order by m.created_at desc, m.id desc limit :most")
                .params(params)
                .query(MessageList::unread)
                .list();
        return withReaders(tenant, messages);
    }

    private static String conditions(MessageFilter filter, Map<String, Object> params) {
        StringBuilder sql = new StringBuilder();
        narrow(sql, params, "claim", filter.claimId(), "m.claim_id = :claim");
        narrow(sql, params, "customer", filter.customerId(), "c.customer_id = :customer");
        narrow(sql, params, "agent", filter.agentId(), """
                (c.agent_id = :agent or m.receiver_id = :agent or (m.sender_id = :agent and m.sender_role <> 'CUSTOMER'))""");
        narrow(sql, params, "from", timestamp(filter.from()), "m.created_at >= :from");
        narrow(sql, params, "to", timestamp(filter.to()), "m.created_at < :to");
        narrow(sql, params, "query", filter.query(), "m.words @@ to_tsquery('simple', :query)");
        if (filter.unread()) {
            sql.append(
                    " and m.sender_id is not null and m.withdrawn_at is null and not exists (select 1 from read_position r where "
                            + HAS_READ + " and " + OTHER_SIDE + ")");
        }
        if (filter.unanswered()) {
            sql.append(" and ").append("""
                    m.sender_role = 'CUSTOMER' and m.withdrawn_at is null and not exists (
                        select 1 from message a where a.tenant = m.tenant and a.conversation_id = m.conversation_id
                          and a.seq > m.seq and a.kind = 'TEXT' and a.sender_role <> 'CUSTOMER'
                          and a.withdrawn_at is null)""");
        }
        return sql.toString();
    }

    private static void narrow(
            StringBuilder sql, Map<String, Object> params, String name, @Nullable Object value, String condition) {
        if (value != null) {
            sql.append(" and ").append(condition);
            params.put(name, value);
        }
    }

    private List<AdminMessage> withReaders(String tenant, List<AdminMessage> messages) {
        Map<UUID, List<ReadBy>> readers = new HashMap<>();
        readersOf(tenant, messages)
                .forEach(read -> readers.computeIfAbsent(read.messageId(), _ -> new ArrayList<>())
                        .add(read));
        return messages.stream()
                .map(message -> read(message, readers.getOrDefault(message.id(), List.of())))
                .toList();
    }

    private List<ReadBy> readersOf(String tenant, List<AdminMessage> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("select m.id, r.user_id, first.read_at, " + OTHER_SIDE + " as other_side"
                        + " from message m join read_position r on " + HAS_READ + " cross join lateral (" + """
                            select f.read_at from receipt f
                            where f.tenant = r.tenant and f.conversation_id = r.conversation_id
                              and f.user_id = r.user_id and f.up_to_seq >= m.seq
                            order by f.up_to_seq limit 1) first
                        where m.tenant = :tenant and m.id = any(cast(:ids as uuid[]))
                          and r.user_id is distinct from m.sender_id
                        order by first.read_at, r.user_id""")
                .param("tenant", tenant)
                .param(
                        "ids",
                        messages.stream()
                                .map(message -> message.id().toString())
                                .toArray(String[]::new))
                .query((row, _) -> new ReadBy(
                        row.getObject("id", UUID.class),
                        new Reader(
                                row.getObject("user_id", UUID.class),
                                row.getTimestamp("read_at").toInstant()),
                        row.getBoolean("other_side")))
                .list();
    }

    private static AdminMessage read(AdminMessage message, List<ReadBy> readers) {
        Instant readAt = readers.stream()
                .filter(ReadBy::otherSide)
                .map(read -> read.reader().readAt())
                .min(Comparator.naturalOrder())
                .orElse(null);
        return message.readBy(readAt, readers.stream().map(ReadBy::reader).toList());
    }

    private static AdminMessage unread(ResultSet row, int number) throws SQLException {
        String role = row.getString("sender_role");
        return new AdminMessage(
                row.getObject("id", UUID.class),
                row.getObject("conversation_id", UUID.class),
                row.getObject("claim_id", UUID.class),
                row.getLong("seq"),
                row.getString("kind"),
                row.getObject("sender_id", UUID.class),
                row.getString("sender_name"),
                role,
                role != null && !role.equals("CUSTOMER"),
                row.getObject("receiver_id", UUID.class),
                row.getString("body"),
                row.getObject("reply_to_id", UUID.class),
                List.of(),
                List.of(),
                row.getObject("client_key", UUID.class),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("edited_at")),
                instant(row.getTimestamp("withdrawn_at")),
                false,
                null,
                List.of(),
                row.getString("reference"),
                row.getString("title"),
                row.getObject("customer_id", UUID.class),
                row.getString("customer_name"),
                row.getObject("agent_id", UUID.class),
                row.getString("agent_name"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
