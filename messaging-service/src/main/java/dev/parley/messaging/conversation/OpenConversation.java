package dev.parley.messaging.conversation;

import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.journal.Fact;
import dev.parley.journal.IdSource;
import dev.parley.journal.Journal;
import dev.parley.web.Role;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Opens the conversation of a claim, exactly once: its id follows from the claim, and the second attempt finds it.
@Component
public class OpenConversation {
    private final JdbcClient jdbc;
    private final Journal journal;
    private final IdSource ids;
    private final Clock clock;

    OpenConversation(JdbcClient jdbc, Journal journal, IdSource ids, Clock clock) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.ids = ids;
        this.clock = clock;
    }

    /// @return false when it was open already, and nothing happened
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean forClaim(
            String tenant, UUID conversationId, UUID claimId, String title, UUID customerId, String customerName) {
        Instant now = clock.instant();
        UUID epoch = ids.next();
        int opened = jdbc.sql("""
                        insert into conversation (id, tenant, kind, claim_id, title, status, epoch, last_seq, last_at, opened_at)
                        values (?, ?, 'CLAIM', ?, ?, 'OPEN', ?, 1, ?, ?) on conflict do nothing""")
                .params(conversationId, tenant, claimId, title, epoch, Timestamp.from(now), Timestamp.from(now))
                .update();
        if (opened == 0) {
            return false;
        }
        jdbc.sql("""
                        insert into participant (conversation_id, user_id, tenant, role, name, joined_at)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(conversationId, customerId, tenant, Role.CUSTOMER.name(), customerName, Timestamp.from(now))
                .update();
        journal.append(new Fact(
                conversationId,
                1L,
                null,
                now,
                new ConversationOpened(
                        tenant, conversationId, 1, epoch, "CLAIM", claimId, title, List.of(customerId), now, null)));
        return true;
    }
}
