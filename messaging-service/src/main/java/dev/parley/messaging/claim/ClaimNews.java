package dev.parley.messaging.claim;

import dev.parley.contracts.messaging.ConversationClaimChanged;
import dev.parley.messaging.conversation.ConversationLog;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells a claim's conversation, at this place of its log, that the claim has another state.
@Component
class ClaimNews {
    private final ConversationLog log;

    ClaimNews(ConversationLog log) {
        this.log = log;
    }

    /// @param actor null when Parley did it
    void tell(UUID conversationId, @Nullable UUID actor, String status, String before, @Nullable String reason) {
        if (!log.lock(conversationId)) {
            return;
        }
        log.append(
                conversationId,
                actor,
                place -> new ConversationClaimChanged(
                        place.tenant(),
                        place.conversationId(),
                        place.seq(),
                        place.claimId(),
                        status,
                        before,
                        reason,
                        actor,
                        place.at(),
                        place.participantIds()));
    }
}
