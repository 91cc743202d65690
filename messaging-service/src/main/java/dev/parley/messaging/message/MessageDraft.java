package dev.parley.messaging.message;

import dev.parley.messaging.conversation.ConversationTarget;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody wants to say, checked.
///
/// @param body NFC, 1 to 10,000 characters, stored as written
/// @param receiverId the single receiver; null = everyone in the conversation
/// @param clientKey idempotency key; null = the caller takes the risk of a repeat
public record MessageDraft(
        ConversationTarget target,
        String body,
        @Nullable UUID receiverId,
        @Nullable UUID replyToId,
        @Nullable UUID clientKey) {
    /// Two sends with the same key are the same send if this is equal.
    byte[] contentHash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((target.conversationId() + "\n" + receiverId + "\n" + replyToId + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            return digest.digest(body.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
