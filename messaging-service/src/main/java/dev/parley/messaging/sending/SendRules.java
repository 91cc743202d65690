package dev.parley.messaging.sending;

import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.messaging.entry.Entries;
import dev.parley.web.Caller;
import dev.parley.web.InvalidInput;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What must hold for a message to be taken. Runs in the transaction of its caller, under the lock of the conversation
/// where the answer may change.
@Component
class SendRules {
    private static final int MOST_MISSED = 100;

    private final Conversations conversations;
    private final MessageStore messages;
    private final Entries entries;

    SendRules(Conversations conversations, MessageStore messages, Entries entries) {
        this.conversations = conversations;
        this.messages = messages;
        this.entries = entries;
    }

    /// @throws ClaimClosed when the claim is over
    /// @throws InvalidInput when the receiver takes no part, or the message replied to is elsewhere
    void check(Caller sender, Conversation conversation, MessageDraft draft) {
        if (conversation.isClosed()) {
            throw new ClaimClosed();
        }
        UUID receiver = draft.receiverId();
        if (receiver != null && !conversations.takesPart(conversation.id(), receiver)) {
            throw InvalidInput.of("receiverId", "does not take part in this conversation");
        }
        UUID repliedTo = draft.replyToId();
        if (repliedTo != null && !messages.isIn(conversation.id(), repliedTo)) {
            throw InvalidInput.of("replyToId", "is not a message of this conversation");
        }
    }

    /// @return what the sender had seen, when others wrote since and the sender insists; null when there is nothing to
    ///     insist on
    /// @throws ConversationMovedOn when others wrote since and the sender does not insist
    @Nullable Long overrode(Caller sender, Conversation conversation, MessageDraft draft) {
        MessageDraft.Guard guard = draft.guard();
        if (guard == null) {
            return null;
        }
        if (guard.basedOnSeq() > conversation.headSeq()) {
            throw InvalidInput.of("basedOnSeq", "is beyond the last entry");
        }
        if (!messages.othersWroteSince(conversation.id(), guard.basedOnSeq(), sender.userId())) {
            return null;
        }
        if (!guard.override()) {
            throw new ConversationMovedOn(
                    conversation.headSeq(), entries.after(sender, conversation, guard.basedOnSeq(), MOST_MISSED));
        }
        return guard.basedOnSeq();
    }
}
