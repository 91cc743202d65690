package dev.parley.messaging.conversation;

import dev.parley.contracts.messaging.ConversationArchived;
import dev.parley.contracts.messaging.ConversationRenamed;
import dev.parley.contracts.messaging.ConversationReopened;
import dev.parley.messaging.conversation.Conversation.Kind;
import dev.parley.messaging.conversation.Conversation.Status;
import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import dev.parley.web.NotFound;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Renames, archives, reopens; and mutes, which is nobody's business but the caller's and therefore no entry. Each
/// changes nothing when it is so already.
@Component
public class ChangeConversation {
    private final JdbcClient jdbc;
    private final Conversations conversations;
    private final ConversationLog log;

    ChangeConversation(JdbcClient jdbc, Conversations conversations, ConversationLog log) {
        this.jdbc = jdbc;
        this.conversations = conversations;
        this.log = log;
    }

    /// A group is named by those in it, a claim's conversation by staff; a direct one has no name.
    @Transactional
    public void rename(Caller caller, UUID id, String title) {
        Conversation conversation = locked(caller, id);
        if (conversation.kind() == Kind.DIRECT || (conversation.kind() != Kind.GROUP && !caller.isStaff())) {
            throw new Forbidden("You may not rename this conversation.");
        }
        if (title.equals(conversation.title())) {
            return;
        }
        jdbc.sql("update conversation set title = ?, words = words || to_tsvector('parley_plain', ?) where id = ?")
                .params(title, title, id)
                .update();
        log.append(
                id,
                caller.userId(),
                place -> new ConversationRenamed(
                        place.tenant(),
                        id,
                        place.seq(),
                        place.claimId(),
                        title,
                        caller.userId(),
                        place.at(),
                        place.participantIds()));
    }

    @Transactional
    public void mute(Caller caller, UUID id, boolean muted) {
        conversations.mustSee(caller, id);
        if (muted) {
            jdbc.sql("insert into mute (conversation_id, user_id, tenant) values (?, ?, ?) on conflict do nothing")
                    .params(id, caller.userId(), caller.tenant())
                    .update();
        } else {
            jdbc.sql("delete from mute where conversation_id = ? and user_id = ?")
                    .params(id, caller.userId())
                    .update();
        }
    }

    @Transactional
    public void archive(Caller caller, UUID id) {
        if (locked(caller, id).status() == Status.OPEN) {
            archive(id, caller.userId());
        }
    }

    @Transactional
    public void reopen(Caller caller, UUID id) {
        if (locked(caller, id).status() == Status.ARCHIVED) {
            reopen(id, caller.userId());
        }
    }

    /// Of a conversation that is locked and open.
    ///
    /// @param actor null when Parley does
    @Transactional(propagation = Propagation.MANDATORY)
    public void archive(UUID id, @Nullable UUID actor) {
        status(id, Status.ARCHIVED);
        log.append(
                id,
                actor,
                place -> new ConversationArchived(
                        place.tenant(), id, place.seq(), place.claimId(), actor, place.at(), place.participantIds()));
    }

    /// Of a conversation that is locked and archived: a message is about to be sent.
    @Transactional(propagation = Propagation.MANDATORY)
    public void reopen(UUID id, @Nullable UUID actor) {
        status(id, Status.OPEN);
        log.append(
                id,
                actor,
                place -> new ConversationReopened(
                        place.tenant(), id, place.seq(), place.claimId(), actor, place.at(), place.participantIds()));
    }

    private void status(UUID id, Status status) {
        jdbc.sql("update conversation set status = ? where id = ?")
                .params(status.name(), id)
                .update();
    }

    private Conversation locked(Caller caller, UUID id) {
        log.lock(id);
        return conversations.find(caller, id).orElseThrow(NotFound::new);
    }
}
