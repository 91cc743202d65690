package dev.parley.messaging.message;

import dev.parley.contracts.messaging.MessageSent;
import dev.parley.journal.Fact;
import dev.parley.journal.IdSource;
import dev.parley.journal.Journal;
import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.web.Caller;
import dev.parley.web.IdempotencyKeyReused;
import dev.parley.web.InvalidInput;
import dev.parley.web.NotFound;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
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
    private final MessageStore messages;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final IdSource ids;
    private final Clock clock;

    SendMessage(
            Conversations conversations,
            MessageStore messages,
            Journal journal,
            TransactionTemplate transaction,
            IdSource ids,
            Clock clock) {
        this.conversations = conversations;
        this.messages = messages;
        this.journal = journal;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    /// @param replayed this answer was given before
    record Sent(MessageView message, boolean replayed) {}

    /// @throws NotFound when the caller may not see the conversation
    /// @throws IdempotencyKeyReused when the key came before with other content
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
            return inTransaction(() -> earlier(sender, draft, hash)
                    .or(() -> conversations
                            .find(sender, draft.target().conversationId())
                            .map(conversation -> store(sender, conversation, draft, hash))));
        } catch (DuplicateKeyException sameKeyAtOnce) {
            return inTransaction(() -> earlier(sender, draft, hash));
        }
    }

    private Optional<Sent> inTransaction(Supplier<Optional<Sent>> work) {
        Optional<Sent> sent = transaction.execute(_ -> work.get());
        return sent == null ? Optional.empty() : sent;
    }

    /// A word of Parley itself, in the transaction of what caused it.
    @Transactional(propagation = Propagation.MANDATORY)
    public void fromParley(String tenant, UUID conversationId, UUID claimId, String body) {
        append(tenant, messages.appendSystem(conversationId, claimId, ids.next(), body, clock.instant()));
    }

    private Optional<Sent> earlier(Caller sender, MessageDraft draft, byte[] hash) {
        UUID key = draft.clientKey();
        Optional<StoredMessage> first = key == null ? Optional.empty() : messages.byKey(sender, key);
        return first.map(message -> {
            if (!MessageDigest.isEqual(message.contentHash(), hash)) {
                throw new IdempotencyKeyReused();
            }
            return new Sent(MessageView.fresh(message), true);
        });
    }

    private Sent store(Caller sender, Conversation conversation, MessageDraft draft, byte[] hash) {
        UUID receiver = draft.receiverId();
        if (receiver != null && !messages.takesPart(conversation.id(), receiver)) {
            throw InvalidInput.of("receiverId", "does not take part in this conversation");
        }
        UUID repliedTo = draft.replyToId();
        if (repliedTo != null && !messages.isIn(conversation.id(), repliedTo)) {
            throw InvalidInput.of("replyToId", "is not a message of this conversation");
        }
        Appended appended = messages.append(sender, conversation, ids.next(), draft, hash, clock.instant());
        append(sender.tenant(), appended);
        return new Sent(MessageView.fresh(appended.message()), false);
    }

    /// @param participantIds everybody who takes part at this moment, the sender included
    record Appended(StoredMessage message, List<UUID> participantIds) {}

    private void append(String tenant, Appended appended) {
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
                null);
        journal.append(new Fact(message.conversationId(), message.seq(), message.senderId(), at, sent));
    }
}
