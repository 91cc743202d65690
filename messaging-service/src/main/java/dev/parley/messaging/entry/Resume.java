package dev.parley.messaging.entry;

import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.messaging.conversation.Participant;
import dev.parley.messaging.reading.ReadPosition;
import dev.parley.messaging.reading.ReadPositions;
import dev.parley.web.Caller;
import dev.parley.web.NotFound;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    /// In one answer over all conversations.
    private static final int MOST_ENTRIES_TOGETHER = 2_000;

    private static final int MOST_NEW = 100;
    private static final int NEWEST_PAGE = 50;

    /// Longer than a transaction takes: who joined before the newest conversation was opened may have been seen after.
    private static final Duration LONGEST_COMMIT = Duration.ofMinutes(1);

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
        long after = after(conversation, cursor);
        List<Entry> found =
                after >= conversation.headSeq() ? List.of() : entries.after(caller, conversation, after, MOST_ENTRIES);
        Missed missed = missed(conversation, cursor, found);
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

    /// The conversations of the cursors that the caller may still see, then those in which the caller takes part since
    /// the newest of them was opened. As many statements for many as for one.
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public List<Missed> sync(Caller caller, Map<UUID, Cursor> cursors) {
        Map<UUID, Conversation> held = conversations.find(caller, cursors.keySet()).stream()
                .collect(Collectors.toMap(Conversation::id, Function.identity()));
        Map<Conversation, Cursor> wanted = new LinkedHashMap<>();
        cursors.forEach((id, cursor) -> {
            Conversation conversation = held.get(id);
            if (conversation != null) {
                wanted.put(conversation, cursor);
            }
        });
        newSince(caller, held.values()).forEach(conversation -> wanted.put(conversation, new Cursor(null, 0L)));
        Map<UUID, Long> behind = new HashMap<>();
        List<Long> lacking = new ArrayList<>();
        wanted.forEach((conversation, cursor) -> {
            long after = after(conversation, cursor);
            if (after < conversation.headSeq()) {
                behind.put(conversation.id(), after);
                lacking.add(conversation.headSeq() - after);
            }
        });
        Map<UUID, List<Entry>> found =
                behind.isEmpty() ? Map.of() : entries.after(caller, behind, entriesOfEach(lacking));
        List<Missed> answer = new ArrayList<>();
        wanted.forEach((conversation, cursor) ->
                answer.add(missed(conversation, cursor, found.getOrDefault(conversation.id(), List.of()))));
        return answer;
    }

    /// A page of the log, for a client that has more to catch up on than one answer holds.
    @Transactional(readOnly = true)
    public List<Entry> entries(Caller caller, Conversation conversation, long afterSeq, int limit) {
        return entries.after(caller, conversation, afterSeq, limit);
    }

    /// The most with which the answer holds what it may hold together: first those that lack most get less.
    ///
    /// @param lacking how many entries of each conversation the client lacks
    static int entriesOfEach(List<Long> lacking) {
        int each = MOST_ENTRIES_EACH;
        while (each > 1 && together(lacking, each) > MOST_ENTRIES_TOGETHER) {
            each--;
        }
        return each;
    }

    private static long together(List<Long> lacking, int each) {
        return lacking.stream().mapToLong(entries -> Math.min(entries, each)).sum();
    }

    /// From where on the client lacks entries.
    private static long after(Conversation conversation, Cursor cursor) {
        if (isOfAnotherEpoch(conversation, cursor)) {
            return Math.max(0, conversation.headSeq() - NEWEST_PAGE);
        }
        return cursor.seq() == null ? conversation.headSeq() : cursor.seq();
    }

    private static boolean isOfAnotherEpoch(Conversation conversation, Cursor cursor) {
        return cursor.epoch() != null && !cursor.epoch().equals(conversation.epoch());
    }

    private static Missed missed(Conversation conversation, Cursor cursor, List<Entry> found) {
        long reached =
                found.isEmpty() ? after(conversation, cursor) : found.getLast().seq();
        return new Missed(
                conversation.id(),
                conversation.claimId(),
                conversation.epoch(),
                conversation.headSeq(),
                found,
                reached < conversation.headSeq(),
                isOfAnotherEpoch(conversation, cursor));
    }

    private List<Conversation> newSince(Caller caller, Collection<Conversation> held) {
        Instant since = held.stream()
                .map(Conversation::openedAt)
                .max(Instant::compareTo)
                .map(opened -> opened.minus(LONGEST_COMMIT))
                .orElse(Instant.EPOCH);
        return jdbc.sql("select " + Conversations.COLUMNS + " " + """
                        from participant p join conversation c on c.id = p.conversation_id
                        where p.tenant = :tenant and p.user_id = :userId and p.joined_at >= :since
                          and c.tenant = :tenant and c.deleted_at is null and c.id <> all (:held)
                        order by p.joined_at desc, c.id limit :most""")
                .param("tenant", caller.tenant())
                .param("userId", caller.userId())
                .param("since", Timestamp.from(since))
                .param("held", held.stream().map(Conversation::id).toArray(UUID[]::new))
                .param("most", MOST_NEW)
                .query(Conversations::row)
                .list();
    }
}
