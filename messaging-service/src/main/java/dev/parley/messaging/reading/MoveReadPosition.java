package dev.parley.messaging.reading;

import dev.parley.contracts.messaging.MessageRead;
import dev.parley.journal.Fact;
import dev.parley.journal.Journal;
import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.messaging.conversation.Participant;
import dev.parley.web.Caller;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Moves the caller's own read position forward. Moving it back, or not at all, changes nothing and is no
/// error: two tabs of one person may report in any order.
@Component
class MoveReadPosition {
    private final JdbcClient jdbc;
    private final Conversations conversations;
    private final Journal journal;
    private final Clock clock;

    MoveReadPosition(JdbcClient jdbc, Conversations conversations, Journal journal, Clock clock) {
        this.jdbc = jdbc;
        this.conversations = conversations;
        this.journal = journal;
        this.clock = clock;
    }

    /// @param wanted beyond the head it means the head
    /// @return where the position stands afterwards
    @Transactional
    public ReadPosition to(Caller caller, Conversation conversation, long wanted) {
        long upTo = Math.min(wanted, conversation.headSeq());
        Instant now = clock.instant();
        Optional<ReadPosition> risen = upTo < 1 ? Optional.empty() : rise(caller, conversation, upTo, now);
        if (risen.isEmpty()) {
            return current(caller, conversation).orElse(new ReadPosition(caller.userId(), 0, now));
        }
        mark(caller, conversation, upTo, now);
        List<UUID> participants = conversations.participants(conversation).stream()
                .map(Participant::userId)
                .toList();
        MessageRead read = new MessageRead(
                caller.tenant(),
                conversation.id(),
                conversation.claimId(),
                caller.userId(),
                caller.role().name(),
                upTo,
                lastMessage(conversation, upTo),
                now,
                participants);
        journal.append(Fact.of(conversation.id(), caller.userId(), now, read));
        return risen.get();
    }

    private Optional<ReadPosition> rise(Caller caller, Conversation conversation, long upTo, Instant now) {
        return jdbc.sql("""
                        insert into read_position (conversation_id, user_id, tenant, role, up_to_seq, read_at)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (conversation_id, user_id)
                            do update set up_to_seq = excluded.up_to_seq, read_at = excluded.read_at
                            where read_position.up_to_seq < excluded.up_to_seq
                        returning user_id, up_to_seq, read_at""")
                .params(
                        conversation.id(),
                        caller.userId(),
                        caller.tenant(),
                        caller.role().name(),
                        upTo,
                        Timestamp.from(now))
                .query(ReadPositions::row)
                .optional();
    }

    private Optional<ReadPosition> current(Caller caller, Conversation conversation) {
        return jdbc.sql(
                        "select user_id, up_to_seq, read_at from read_position where conversation_id = ? and user_id = ?")
                .params(conversation.id(), caller.userId())
                .query(ReadPositions::row)
                .optional();
    }

    private void mark(Caller caller, Conversation conversation, long upTo, Instant now) {
        jdbc.sql("""
                        insert into read_mark (conversation_id, user_id, up_to_seq, tenant, role, read_at)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(
                        conversation.id(),
                        caller.userId(),
                        upTo,
                        caller.tenant(),
                        caller.role().name(),
                        Timestamp.from(now))
                .update();
    }

    private @Nullable UUID lastMessage(Conversation conversation, long upTo) {
        return jdbc.sql("select id from message where conversation_id = ? and seq <= ? order by seq desc limit 1")
                .params(conversation.id(), upTo)
                .query(UUID.class)
                .optional()
                .orElse(null);
    }
}
