package dev.parley.messaging.conversation;

import dev.parley.contracts.DomainEvent;
import dev.parley.journal.Fact;
import dev.parley.journal.Journal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Appends entries to the log of a conversation: takes the next `seq` from the locked row and journals the fact there.
///
/// Who changes something that participants see locks first, looks second, writes third: what was looked at under the
/// lock is still true when the entry gets its place.
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ConversationLog {
    /// Messages have a statement of their own for this, `MessageStore`.
    private static final String NEXT = """
            with head as (
                update conversation set last_seq = last_seq + 1, last_at = greatest(last_at, :now) where id = :id
                returning tenant, claim_id, last_seq, last_at
            )
            select head.*, array(select user_id from participant where conversation_id = :id) as participant_ids
            from head""";

    private final JdbcClient jdbc;
    private final Journal journal;
    private final Clock clock;

    ConversationLog(JdbcClient jdbc, Journal journal, Clock clock) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.clock = clock;
    }

    /// Where an entry stands.
    ///
    /// @param at never falls as `seq` rises
    /// @param participantIds everybody who takes part at this moment
    public record Place(
            String tenant,
            UUID conversationId,
            @Nullable UUID claimId,
            long seq,
            Instant at,
            List<UUID> participantIds) {}

    /// Until the transaction ends, nobody else adds an entry. Statements after this one see what others have committed.
    ///
    /// @return false when there is no such conversation in the tenant, or none any more
    public boolean lock(UUID conversationId) {
        return jdbc.sql("select 1 from conversation where id = ? and deleted_at is null for update")
                .param(conversationId)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /// @param actor null when Parley did it
    /// @param entry the fact, made for its place
    public Place append(UUID conversationId, @Nullable UUID actor, Function<Place, DomainEvent> entry) {
        Place place = jdbc.sql(NEXT)
                .param("id", conversationId)
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> place(conversationId, row))
                .single();
        journal.append(new Fact(conversationId, place.seq(), actor, place.at(), entry.apply(place)));
        return place;
    }

    private static Place place(UUID conversationId, ResultSet row) throws SQLException {
        Array participants = row.getArray("participant_ids");
        return new Place(
                row.getString("tenant"),
                conversationId,
                row.getObject("claim_id", UUID.class),
                row.getLong("last_seq"),
                row.getTimestamp("last_at").toInstant(),
                Arrays.asList((UUID[]) participants.getArray()));
    }
}
