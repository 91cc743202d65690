package dev.parley.messaging.entry;

import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.messaging.conversation.Participant;
import dev.parley.messaging.reading.ReadPosition;
import dev.parley.messaging.reading.ReadPositions;
import dev.parley.web.Caller;
import dev.parley.web.NotFound;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/// What a client needs to join a conversation or to take up again where it was.
///
/// Each answer is one snapshot (repeatable read): head, entries and positions belong together. A client that holds
/// another epoch is told to throw away what it has (`resync`) and gets the newest page.
@Component
class Resume {
    static final int MOST_ENTRIES = 500;
    static final int MOST_ENTRIES_EACH = 100;
    private static final int MOST_NEW = 100;
    private static final int NEWEST_PAGE = 50;

    private final JdbcClient jdbc;
    private final Conversations conversations;
    private final Entries entries;
    private final ReadPositions positions;

    Resume(JdbcClient jdbc, Conversations conversations, Entries entries, ReadPositions positions) {
        this.jdbc = jdbc;
        this.conversations = conversations;
        this.entries = entries;
        this.positions = positions;
    }

    /// What a client holds of a conversation.
    ///
    /// @param epoch null when it does not know
    /// @param seq null when it holds nothing and wants nothing replayed
    record Cursor(@Nullable UUID epoch, @Nullable Long seq) {}

    /// The state of one conversation against a cursor.
    ///
    /// @param more there are entries after the last of `entries`; page on by REST
    record Missed(
            UUID conversationId,
            @Nullable UUID claimId,
            UUID epoch,
            long headSeq,
            List<Entry> entries,
            boolean more,
            boolean resync) {}

    record Joined(
            UUID conversationId,
            @Nullable UUID claimId,
            UUID epoch,
            long headSeq,
            List<Entry> entries,
            boolean more,
            boolean resync,
            List<Participant> participants,
            List<ReadPosition> readPositions) {}

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Joined join(Caller caller, UUID conversationId, Cursor cursor) {
        Conversation conversation = conversations.find(caller, conversationId).orElseThrow(NotFound::new);
        Missed missed = missed(caller, conversation, cursor, MOST_ENTRIES);
        return new Joined(
                missed.conversationId(),
                missed.claimId(),
                missed.epoch(),
                missed.headSeq(),
                missed.entries(),
                missed.more(),
                missed.resync(),
                conversations.participants(conversation),
                positions.of(conversation));
    }

    /// The conversations of the cursors that the caller may still see, then those opened since the newest of them.
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public List<Missed> sync(Caller caller, Map<UUID, Cursor> cursors) {
        List<Conversation> held = cursors.keySet().stream()
                .flatMap(id -> conversations.find(caller, id).stream())
                .toList();
        List<Missed> answer = new ArrayList<>();
        for (Conversation conversation : held) {
            Cursor cursor = Objects.requireNonNull(cursors.get(conversation.id()));
            answer.add(missed(caller, conversation, cursor, MOST_ENTRIES_EACH));
        }
        for (Conversation opened : openedSince(caller, held)) {
            answer.add(missed(caller, opened, new Cursor(null, 0L), MOST_ENTRIES_EACH));
        }
        return answer;
    }

    /// A page of the log, for a client that has more to catch up on than one answer holds.
    @Transactional(readOnly = true)
    public List<Entry> entries(Caller caller, Conversation conversation, long afterSeq, int limit) {
        return entries.after(caller, conversation, afterSeq, limit);
    }

    private Missed missed(Caller caller, Conversation conversation, Cursor cursor, int limit) {
        boolean resync = cursor.epoch() != null && !cursor.epoch().equals(conversation.epoch());
        long after = resync
                ? Math.max(0, conversation.headSeq() - NEWEST_PAGE)
                : cursor.seq() == null ? conversation.headSeq() : cursor.seq();
        List<Entry> found =
                after >= conversation.headSeq() ? List.of() : entries.after(caller, conversation, after, limit);
        long reached = found.isEmpty() ? after : found.getLast().seq();
        return new Missed(
                conversation.id(),
                conversation.claimId(),
                conversation.epoch(),
                conversation.headSeq(),
                found,
                reached < conversation.headSeq(),
                resync);
    }

    private List<Conversation> openedSince(Caller caller, List<Conversation> held) {
        Instant since = held.stream()
                .map(Conversation::openedAt)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        return jdbc.sql("""
                        select c.*, (select k.status from claim k where k.id = c.claim_id) as claim_status
                        from conversation c
                        where c.tenant = :tenant and c.deleted_at is null and c.opened_at >= :since and c.id <> all (:held)
                          and c.id in (select conversation_id from participant where user_id = :userId and tenant = :tenant)
                        order by c.opened_at desc limit :most""")
                .param("tenant", caller.tenant())
                .param("userId", caller.userId())
                .param("since", Timestamp.from(since))
                .param("held", held.stream().map(Conversation::id).toArray(UUID[]::new))
                .param("most", MOST_NEW)
                .query(Conversations::row)
                .list();
    }
}
