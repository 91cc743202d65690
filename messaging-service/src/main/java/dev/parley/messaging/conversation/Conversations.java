package dev.parley.messaging.conversation;

import dev.parley.web.Caller;
import dev.parley.web.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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
/// INTERNAL has no customer among its participants. Nobody sees what was deleted.
@Component
public class Conversations {
    /// What [#row] reads of conversation `c`.
    public static final String COLUMNS = "c.*, (select k.status from claim k where k.id = c.claim_id) as claim_status";

    /// For queries of other features: is `c` visible to `:userId` of `:tenant`, staff or not?
    public static final String VISIBLE = """
            c.tenant = :tenant and c.deleted_at is null
            and (exists (select from participant p where p.conversation_id = c.id and p.user_id = :userId)
                 or (:staff and c.kind in ('CLAIM', 'APPOINTMENT', 'INTERNAL')))""";

    /// The same for lists of a customer: begins with the few conversations they take part in, however many there are.
    private static final String OF_PARTICIPANT = """
            c.tenant = :tenant and c.deleted_at is null
            and c.id in (select p.conversation_id from participant p where p.user_id = :userId and p.tenant = :tenant)""";

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
        // Not by the time of day: whoever waits while the clock is set back would wait as much longer.
        long begin = System.nanoTime();
        long longest = properties.projectionWait().toNanos();
        while (true) {
            Look look = transaction.execute(_ -> look(caller, target));
            if (look != null && look.conversation().isPresent()) {
                return look.conversation().get();
            }
            boolean draft = look != null && look.draft();
            if (System.nanoTime() - begin >= longest || (!draft && !isYoung(target.conversationId()))) {
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

    /// Those of them that the caller may see, in no order.
    public List<Conversation> find(Caller caller, Collection<UUID> ids) {
        return jdbc.sql("select " + COLUMNS + " from conversation c where c.id = any (:ids) and " + VISIBLE)
                .param("ids", ids.toArray(UUID[]::new))
                .param("tenant", caller.tenant())
                .param("userId", caller.userId())
                .param("staff", caller.isStaff())
                .query(Conversations::row)
                .list();
    }

    public Optional<Conversation> find(Caller caller, UUID id) {
        return jdbc.sql("select " + COLUMNS + " from conversation c where c.id = :id and " + VISIBLE)
                .param("id", id)
                .param("tenant", caller.tenant())
                .param("userId", caller.userId())
                .param("staff", caller.isStaff())
                .query(Conversations::row)
                .optional();
    }

    /// @throws NotFound when there is none that the caller may see
    public void mustSee(Caller caller, UUID id) {
        if (find(caller, id).isEmpty()) {
            throw new NotFound();
        }
    }

    /// The condition by which a list shows `c` to this caller; parameters as in [#VISIBLE].
    public static String listedFor(Caller caller) {
        return caller.isStaff() ? VISIBLE : OF_PARTICIPANT;
    }

    /// In the order of joining.
    public List<Participant> participants(Conversation conversation) {
        return jdbc.sql("""
                        select user_id, name, role from participant where conversation_id = ?
                        order by joined_at, user_id""").param(conversation.id()).query(Participant::row).list();
    }

    public boolean takesPart(UUID conversationId, UUID userId) {
        return jdbc.sql("select exists (select from participant where conversation_id = ? and user_id = ?)")
                .params(conversationId, userId)
                .query(Boolean.class)
                .single();
    }

    public static Conversation row(ResultSet row, int number) throws SQLException {
        return new Conversation(
                row.getObject("id", UUID.class),
                Conversation.Kind.valueOf(row.getString("kind")),
                row.getObject("claim_id", UUID.class),
                row.getObject("appointment_id", UUID.class),
                row.getString("claim_status"),
                row.getString("title"),
                Conversation.Status.valueOf(row.getString("status")),
                row.getObject("created_by", UUID.class),
                row.getObject("epoch", UUID.class),
                row.getLong("last_seq"),
                row.getTimestamp("last_at").toInstant(),
                row.getTimestamp("active_at").toInstant(),
                row.getTimestamp("opened_at").toInstant());
    }
}
