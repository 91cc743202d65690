package dev.parley.messaging.conversation;

import dev.parley.contracts.ConversationIds;
import dev.parley.web.InvalidInput;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a request names: a conversation, or the claim whose conversation is meant.
public record ConversationTarget(
        UUID conversationId, @Nullable UUID claimId) {
    /// @throws InvalidInput unless exactly one of the two is given
    public static ConversationTarget of(@Nullable UUID claimId, @Nullable UUID conversationId) {
        if (claimId != null && conversationId == null) {
            return ofClaim(claimId);
        }
        if (conversationId != null && claimId == null) {
            return new ConversationTarget(conversationId, null);
        }
        throw InvalidInput.of("conversationId", "or claimId is required, and not both");
    }

    public static ConversationTarget ofClaim(UUID claimId) {
        return new ConversationTarget(ConversationIds.ofClaim(claimId), claimId);
    }
}
