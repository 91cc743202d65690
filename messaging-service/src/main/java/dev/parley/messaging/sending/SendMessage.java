package dev.parley.messaging.sending;

import dev.parley.contracts.messaging.MessageSent;
import dev.parley.journal.Fact;
import dev.parley.journal.IdSource;
import dev.parley.journal.Journal;
import dev.parley.messaging.conversation.ChangeConversation;
import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.Conversation.Kind;
import dev.parley.messaging.conversation.Conversation.Status;
import dev.parley.messaging.conversation.ConversationLog;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.messaging.message.MessageView;
import dev.parley.messaging.message.StoredMessage;
import dev.parley.messaging.sending.MessageStore.Appended;
import dev.parley.messaging.sending.MessageStore.Earlier;
import dev.parley.web.Caller;
import dev.parley.web.IdempotencyKeyReused;
import dev.parley.web.NotFound;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// The moment a send becomes true: message, head of the log and journal row are committed together.
///
/// A repeat with the same key is answered from the first row. Of two at once with the same key, the unique index
/// lets one through; the other rolls back, its `seq` with it, and is answered from the first.
@Component
public class SendMessage {
    private final Conversations conversations;
    private final ChangeConversation changeConversation;
    private final ConversationLog log;
    private final MessageStore messages;
    private final SendRules rules;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final IdSource ids;
    private final Clock clock;

    SendMessage(
            Conversations conversations,
            ChangeConversation changeConversation,
            ConversationLog log,
            MessageStore messages,
            SendRules rules,
            Journal journal,
            TransactionTemplate transaction,
            IdSource ids,
            Clock clock) {
        this.conversations = conversations;
        this.changeConversation = changeConversation;
        this.log = log;
        this.messages = messages;
        this.rules = rules;
        this.journal = journal;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    /// @param replayed this answer was given before
    record Sent(MessageView message, boolean replayed) {}

    /// @throws NotFound when the caller may not see the conversation
    /// @throws IdempotencyKeyReused when the key came before with other content
    /// @throws ConversationMovedOn when the draft is guarded and others wrote since
    /// @throws ClaimClosed when the claim is over
    Sent by(Caller sender, MessageDraft draft) {
        byte[] hash = draft.contentHash();
        Optional<Sent> sent = attempt(sender, draft, hash);
        if (sent.isEmpty()) {
            conversations.visible(sender, draft.target());
            sent = attempt(sender, draft, hash);
        }
        return sent.orElseThrow(NotFound::new);
    }

    /// @return empty when there is no conversation that the sender may see, or not yet
    private Optional<Sent> attempt(Caller sender, MessageDraft draft, byte[] hash) {
        try {
            return inTransaction(() -> straight(sender, draft, hash)
                    .or(() -> earlier(sender, draft, hash))
                    .or(() -> conversations
                            .find(sender, draft.target().conversationId())
                            .map(conversation -> new Sent(
                                    MessageView.fresh(
                                            store(sender, conversation, draft, ids.next(), hash), sender.isStaff()),
                                    false))));
        } catch (DuplicateKeyException sameKeyAtOnce) {
            return inTransaction(() -> earlier(sender, draft, hash));
        }
    }

    /// The way of most messages: one statement that checks and stores. Whatever speaks against it is found
    /// out, and said, by the long way.
    private Optional<Sent> straight(Caller sender, MessageDraft draft, byte[] hash) {
        if (!draft.isPlain()) {
            return Optional.empty();
        }
        MessageStore.Row row = row(sender, draft.target().conversationId(), draft, ids.next(), hash, null);
        return messages.appendPlain(row, clock.instant()).map(appended -> {
            append(sender.tenant(), appended, null);
            return new Sent(MessageView.fresh(appended.message(), sender.isStaff()), false);
        });
    }

    private static MessageStore.Row row(
            Caller sender, UUID conversationId, MessageDraft draft, UUID id, byte[] hash, @Nullable Long overrode) {
        return new MessageStore.Row(
                id,
                sender,
                conversationId,
                draft.body(),
                draft.receiverId(),
                draft.replyToId(),
                draft.clientKey(),
                hash,
                overrode);
    }

    private Optional<Sent> inTransaction(Supplier<Optional<Sent>> work) {
        Optional<Sent> sent = transaction.execute(_ -> work.get());
        return sent == null ? Optional.empty() : sent;
    }

    private Optional<Sent> earlier(Caller sender, MessageDraft draft, byte[] hash) {
        UUID key = draft.clientKey();
        if (key == null) {
            return Optional.empty();
        }
        Earlier earlier = messages.byKey(sender, key);
        StoredMessage first = earlier.message();
        if (first == null && !earlier.isScheduled()) {
            return Optional.empty();
        }
        if (first == null || !MessageDigest.isEqual(first.contentHash(), hash)) {
            throw new IdempotencyKeyReused();
        }
        return Optional.of(new Sent(MessageView.fresh(first, sender.isStaff()), true));
    }

    /// Stores what `sender` says. Runs in a transaction.
    ///
    /// @param seen the conversation as the sender may see it
    StoredMessage store(Caller sender, Conversation seen, MessageDraft draft, UUID id, byte[] hash) {
        Conversation conversation = seen;
        if (seen.kind() == Kind.GROUP || seen.status() == Status.ARCHIVED || draft.guard() != null) {
            conversation = locked(sender, seen.id());
        }
        rules.check(sender, conversation, draft);
        Long overrode = rules.overrode(sender, conversation, draft);
        MessageStore.Row row = row(sender, conversation.id(), draft, id, hash, overrode);
        reopenIfArchived(sender, conversation);
        Appended appended = messages.append(row, clock.instant()).orElseGet(() -> {
            // Archived since it was read without the lock.
            reopenIfArchived(sender, locked(sender, seen.id()));
            return messages.append(row, clock.instant()).orElseThrow(NotFound::new);
        });
        append(sender.tenant(), appended, overrode);
        return appended.message();
    }

    private Conversation locked(Caller sender, UUID id) {
        log.lock(id);
        return conversations.find(sender, id).orElseThrow(NotFound::new);
    }

    /// A message reopens what was archived; that is an entry of its own, before the message.
    private void reopenIfArchived(Caller sender, Conversation conversation) {
        if (conversation.status() == Status.ARCHIVED) {
            changeConversation.reopen(conversation.id(), sender.userId());
        }
    }

    /// A word of Parley itself, in the transaction of what caused it; nothing where the conversation was deleted.
    @Transactional(propagation = Propagation.MANDATORY)
    public void fromParley(String tenant, UUID conversationId, String body) {
        messages.appendSystem(conversationId, ids.next(), body, clock.instant())
                .ifPresent(appended -> append(tenant, appended, null));
    }

    private void append(String tenant, Appended appended, @Nullable Long overrode) {
        StoredMessage message = appended.message();
        Instant at = message.createdAt();
        MessageSent sent = new MessageSent(
                tenant,
                message.conversationId(),
                message.seq(),
                message.id(),
                message.claimId(),
                message.kind().name(),
                message.senderId(),
                message.senderName(),
                message.senderRole() == null ? null : message.senderRole().name(),
                message.receiverId(),
                message.body(),
                message.replyToId(),
                message.clientKey(),
                at,
                appended.participantIds(),
                overrode);
        journal.append(new Fact(message.conversationId(), message.seq(), message.senderId(), at, sent));
    }
}
