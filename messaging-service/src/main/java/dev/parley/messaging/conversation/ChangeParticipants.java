package dev.parley.messaging.conversation;

import dev.parley.contracts.messaging.ParticipantJoined;
import dev.parley.contracts.messaging.ParticipantLeft;
import dev.parley.messaging.conversation.Conversation.Kind;
import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import dev.parley.web.InvalidInput;
import dev.parley.web.NotFound;
import dev.parley.web.Role;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Who takes part in a GROUP changes: anybody in it may add somebody, leave, and, if they made it or are staff, remove
/// somebody. Of a claim's conversations Parley itself decides: the customer, the assigned agent, whoever of the staff
/// writes.
@Component
public class ChangeParticipants {
    static final int MOST_PARTICIPANTS = 1_000;

    private final JdbcClient jdbc;
    private final Conversations conversations;
    private final ConversationLog log;
    private final Clock clock;

    ChangeParticipants(JdbcClient jdbc, Conversations conversations, ConversationLog log, Clock clock) {
        this.jdbc = jdbc;
        this.conversations = conversations;
        this.log = log;
        this.clock = clock;
    }

    /// Nothing happens when the person takes part already.
    @Transactional
    public void add(Caller caller, UUID conversationId, Participant person) {
        lockGroup(caller, conversationId);
        Integer count = jdbc.sql("select count(*) from participant where conversation_id = ?")
                .param(conversationId)
                .query(Integer.class)
                .single();
        if (count >= MOST_PARTICIPANTS) {
            throw InvalidInput.of("userId", "would be more than " + MOST_PARTICIPANTS + " participants");
        }
        join(caller.tenant(), conversationId, person, caller.userId());
    }

    /// @param addedBy null when Parley does
    /// @return false when the person takes part already, or there is no such conversation
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean join(String tenant, UUID conversationId, Participant person, @Nullable UUID addedBy) {
        if (!log.lock(conversationId)) {
            return false;
        }
        Role role = person.role();
        int joined = jdbc.sql("""
                        insert into participant (conversation_id, user_id, tenant, role, name, joined_at)
                        values (:id, :userId, :tenant, :role, :name, :now) on conflict do nothing""")
                .param("id", conversationId)
                .param("userId", person.userId())
                .param("tenant", tenant)
                .param("role", role == null ? null : role.name())
                .param("name", person.name())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (joined == 0) {
            return false;
        }
        jdbc.sql("update conversation set words = words || to_tsvector('parley_plain', ?) where id = ?")
                .params(person.name(), conversationId)
                .update();
        log.append(
                conversationId,
                addedBy,
                place -> new ParticipantJoined(
                        place.tenant(),
                        place.conversationId(),
                        place.seq(),
                        place.claimId(),
                        person.userId(),
                        person.name(),
                        role == null ? "" : role.name(),
                        addedBy,
                        place.at(),
                        place.participantIds()));
        return true;
    }

    /// Nothing happens when the person takes no part.
    @Transactional
    public void remove(Caller caller, UUID conversationId, UUID userId) {
        Conversation group = lockGroup(caller, conversationId);
        boolean leaves = userId.equals(caller.userId());
        if (!leaves && !caller.isStaff() && !caller.userId().equals(group.createdBy())) {
            throw new Forbidden("Whoever made the group, or staff in it, may remove somebody else.");
        }
        int left = jdbc.sql("delete from participant where conversation_id = ? and user_id = ?")
                .params(conversationId, userId)
                .update();
        if (left == 1) {
            log.append(
                    conversationId,
                    caller.userId(),
                    place -> new ParticipantLeft(
                            place.tenant(),
                            place.conversationId(),
                            place.seq(),
                            place.claimId(),
                            userId,
                            caller.userId(),
                            place.at(),
                            place.participantIds()));
        }
    }

    private Conversation lockGroup(Caller caller, UUID conversationId) {
        log.lock(conversationId);
        Conversation conversation = conversations.find(caller, conversationId).orElseThrow(NotFound::new);
        if (conversation.kind() != Kind.GROUP) {
            throw new Forbidden("Only the participants of a group can be changed.");
        }
        return conversation;
    }
}
