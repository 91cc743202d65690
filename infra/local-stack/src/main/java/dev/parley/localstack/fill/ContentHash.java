package dev.parley.localstack.fill;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What messaging compares when a key comes again, as `MessageDraft.contentHash` makes it for a message to everybody.
final class ContentHash {
    private ContentHash() {}

    /// As PostgreSQL reads bytes.
    static String of(UUID conversationId, @Nullable UUID replyTo, String body) {
        try {
            String text = conversationId + "\nnull\n" + replyTo + "\n" + body;
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "\\x" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
