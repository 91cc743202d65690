package dev.parley.contracts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Conversation ids that follow from the id of what the conversation is about.
///
/// Because the claims service can name a claim's conversation before messaging has heard of the claim, "submitted, then
/// wrote at once" needs no call between services, and a repeated event cannot open a second conversation.
public final class ConversationIds {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private ConversationIds() {}

    public static UUID ofClaim(UUID claimId) {
        return derive("claim", claimId);
    }

    /// The staff's notes on a claim. Nobody can tell from the id that it exists.
    public static UUID ofClaimNotes(UUID claimId) {
        return derive("notes", claimId);
    }

    public static UUID ofAppointment(UUID appointmentId) {
        return derive("appointment", appointmentId);
    }

    /// Keeps the 48-bit time stamp of the UUIDv7 it starts from, so that both ids sort alike.
    private static UUID derive(String kind, UUID from) {
        ByteBuffer hash = ByteBuffer.wrap(sha256(kind + ":" + from));
        long high = (from.getMostSignificantBits() & ~0xFFFFL) | VERSION_7 | (hash.getLong() & 0x0FFFL);
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | VARIANT;
        return new UUID(high, low);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
