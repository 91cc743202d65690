package dev.parley.messaging.conversation;

import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.journal.Fact;
import dev.parley.journal.IdSource;
import dev.parley.journal.Journal;
import dev.parley.messaging.conversation.Conversation.Kind;
import dev.parley.web.Role;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Opens a conversation, exactly once: its id follows from the claim or appointment, that of a DIRECT one from the two
/// people, and the second attempt finds it.
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

    /// What is to be opened.
    ///
    /// @param reference of the claim, a word by which the conversation is found
    /// @param createdBy null when Parley opens it
    /// @param directKey both user ids of a DIRECT, in order; null for other kinds
    public record Opening(
            String tenant,
            UUID id,
            Kind kind,
            @Nullable UUID claimId,
            @Nullable UUID appointmentId,
            @Nullable String title,
            @Nullable String reference,
            @Nullable UUID createdBy,
            @Nullable String directKey,
            List<Participant> participants) {
        public static Opening ofClaim(
                String tenant,
                UUID id,
                Kind kind,
                UUID claimId,
                String title,
                String reference,
                Participant... people) {
            return new Opening(tenant, id, kind, claimId, null, title, reference, null, null, List.of(people));
        }

        private String words() {
            return Stream.concat(
                            Stream.of(title, reference), participants.stream().map(Participant::name))
                    .filter(word -> word != null)
                    .collect(Collectors.joining(" "));
        }
    }

    /// @return false when it was open already, and nothing happened
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean once(Opening opening) {
        Instant now = clock.instant();
        UUID epoch = ids.next();
        jdbc.sql("insert into tenant (tenant) values (?) on conflict do nothing")
                .param(opening.tenant())
                .update();
        int opened = jdbc.sql("""
                        insert into conversation (id, tenant, kind, claim_id, appointment_id, title, status, created_by,
                                                  direct_key, epoch, last_seq, last_at, active_at, opened_at, words)
                        values (:id, :tenant, :kind, :claimId, :appointmentId, :title, 'OPEN', :createdBy,
                                :directKey, :epoch, 1, :now, :now, :now, to_tsvector('parley_plain', :words))
                        on conflict do nothing""")
                .param("id", opening.id())
                .param("tenant", opening.tenant())
                .param("kind", opening.kind().name())
                .param("claimId", opening.claimId())
                .param("appointmentId", opening.appointmentId())
                .param("title", opening.title())
                .param("createdBy", opening.createdBy())
                .param("directKey", opening.directKey())
                .param("epoch", epoch)
                .param("now", Timestamp.from(now))
                .param("words", opening.words())
                .update();
        if (opened == 0) {
            return false;
        }
        opening.participants().forEach(person -> add(opening, person, now));
        List<UUID> participants =
                opening.participants().stream().map(Participant::userId).toList();
        journal.append(new Fact(
                opening.id(),
                1L,
                opening.createdBy(),
                now,
                new ConversationOpened(
                        opening.tenant(),
                        opening.id(),
                        1,
                        epoch,
                        opening.kind().name(),
                        opening.claimId(),
                        opening.title(),
                        participants,
                        now,
                        opening.appointmentId())));
        return true;
    }

    private void add(Opening opening, Participant person, Instant now) {
        Role role = person.role();
        jdbc.sql("""
                        insert into participant (conversation_id, user_id, tenant, role, name, joined_at)
                        values (:id, :userId, :tenant, :role, :name, :now)""")
                .param("id", opening.id())
                .param("userId", person.userId())
                .param("tenant", opening.tenant())
                .param("role", role == null ? null : role.name())
                .param("name", person.name())
                .param("now", Timestamp.from(now))
                .update();
    }
}
