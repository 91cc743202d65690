package dev.parley.messaging.sending;

import dev.parley.messaging.conversation.ConversationTarget;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody wants to say, checked.
///
/// @param body NFC, 1 to 10,000 characters, stored as written
/// @param receiverId the single receiver; null = everyone in the conversation
/// @param clientKey idempotency key; null = the caller takes the risk of a repeat
/// @param guard null when the sender does not say what they have seen
/// @param schedule null to send at once
record MessageDraft(
        ConversationTarget target,
        String body,
        @Nullable UUID receiverId,
        @Nullable UUID replyToId,
        @Nullable UUID clientKey,
        @Nullable Guard guard,
        @Nullable Schedule schedule) {
    /// @param basedOnSeq the last entry that the sender has seen
    /// @param override send even if others wrote since
    record Guard(long basedOnSeq, boolean override) {}

    /// @param cancelIfAnswered do not send when the other side wrote meanwhile
    record Schedule(Instant at, boolean cancelIfAnswered) {}

    /// Whether nothing has to be looked at besides the conversation itself.
    boolean isPlain() {
        return receiverId == null && replyToId == null && guard == null && schedule == null;
    }

    /// Two sends with the same key are the same send if this is equal. What the sender had seen is no part
    /// of it: whoever was told that others wrote may send the same again and insist.
    byte[] contentHash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String head = target.conversationId() + "\n" + receiverId + "\n" + replyToId + "\n";
            if (schedule != null) {
                head += schedule.at() + "\n" + schedule.cancelIfAnswered() + "\n";
            }
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            return digest.digest(body.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
