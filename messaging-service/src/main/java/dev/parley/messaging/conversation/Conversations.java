package dev.parley.messaging.conversation;

import dev.parley.web.Caller;
import dev.parley.web.NotFound;
import dev.parley.web.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Reads conversations, always as one caller sees them.
///
/// Who sees what: participants see theirs; staff see the CLAIM, APPOINTMENT and INTERNAL conversations of their tenant.
/// INTERNAL has no customer among its participants.
@Component
public class Conversations {
    /// For queries of other features: is `c` visible to `:userId` of `:tenant`, staff or not?
    public static final String VISIBLE = """
            c.tenant = :tenant
            and (exists (select from participant p where p.conversation_id = c.id and p.user_id = :userId)
                 or (:staff and c.kind in ('CLAIM', 'APPOINTMENT', 'INTERNAL')))""";

    private static final Duration YOUNG = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofMillis(10);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ConversationProperties properties;
    private final Clock clock;

    Conversations(JdbcClient jdbc, TransactionTemplate transaction, ConversationProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
    }

    /// The conversation, after a short wait when the event that opens it may still be on its way: "submitted,
    /// then wrote at once". Call it outside a transaction: waiting must not hold a connection.
    ///
    /// An id that is neither a known draft of the caller nor young cannot become visible and is refused at once.
    /// What exists and is not the caller's waits exactly as long as what does not exist.
    ///
    /// @throws NotFound when there is none that the caller may see
    public Conversation visible(Caller caller, ConversationTarget target) {
        Instant end = clock.instant().plus(properties.projectionWait());
        while (true) {
            Look look = transaction.execute(_ -> look(caller, target));
            if (look != null && look.conversation().isPresent()) {
                return look.conversation().get();
            }
            boolean draft = look != null && look.draft();
            if (!clock.instant().isBefore(end) || (!draft && !isYoung(target.conversationId()))) {
                throw draft ? new ClaimNotSubmitted() : new NotFound();
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private record Look(Optional<Conversation> conversation, boolean draft) {}

    private Look look(Caller caller, ConversationTarget target) {
        Optional<Conversation> found = find(caller, target.conversationId());
        if (found.isPresent()) {
            return new Look(found, false);
        }
        boolean draft = jdbc.sql("""
                        select exists (
                            select from claim
                            where tenant = :tenant and conversation_id = :id and status = 'DRAFT'
                              and (customer_id = :userId or :staff))""")
                .param("tenant", caller.tenant())
                .param("id", target.conversationId())
                .param("userId", caller.userId())
                .param("staff", caller.isStaff())
                .query(Boolean.class)
                .single();
        return new Look(found, draft);
    }

    /// UUIDv7 ids begin with their time, and a claim's conversation has the time of the claim.
    private boolean isYoung(UUID id) {
        Instant born = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
        return id.version() == 7
                && Duration.between(born, clock.instant()).abs().compareTo(YOUNG) < 0;
    }

    public Optional<Conversation> find(Caller caller, UUID id) {
        return jdbc.sql("select c.* from conversation c where c.id = :id and " + VISIBLE)
                .param("id", id)
                .param("tenant", caller.tenant())
                .param("userId", caller.userId())
                .param("staff", caller.isStaff())
                .query(Conversations::row)
                .optional();
    }

    /// In the order of joining.
    public List<Participant> participants(Conversation conversation) {
        return jdbc.sql("""
                        select user_id, name, role from participant where conversation_id = ?
                        order by joined_at, user_id""")
                .param(conversation.id())
                .query((row, _) -> new Participant(
                        row.getObject("user_id", UUID.class),
                        row.getString("name"),
                        Role.valueOf(row.getString("role"))))
                .list();
    }

    public static Conversation row(ResultSet row, int number) throws SQLException {
        return new Conversation(
                row.getObject("id", UUID.class),
                Conversation.Kind.valueOf(row.getString("kind")),
                row.getObject("claim_id", UUID.class),
                row.getString("title"),
                Conversation.Status.valueOf(row.getString("status")),
                row.getObject("epoch", UUID.class),
                row.getLong("last_seq"),
                row.getTimestamp("last_at").toInstant(),
                row.getTimestamp("opened_at").toInstant());
    }
}
