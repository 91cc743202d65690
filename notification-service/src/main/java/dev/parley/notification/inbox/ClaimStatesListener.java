package dev.parley.notification.inbox;

import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.ClaimAssigned;
import dev.parley.contracts.claims.ClaimStatusChanged;
import dev.parley.journal.EventContext;
import dev.parley.journal.Subscription;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Tells an agent of a claim that others gave them, and a customer of what became of theirs.
@Configuration(proxyBeanMethods = false)
class ClaimStatesListener {
    private final RaiseClaimNotifications raise;

    ClaimStatesListener(RaiseClaimNotifications raise) {
        this.raise = raise;
    }

    @Bean
    Subscription claimStateEvents() {
        return Subscription.to(Topic.CLAIM_EVENTS)
                .on(ClaimAssigned.class, (event, context) -> on(event, context))
                .on(ClaimStatusChanged.class, (event, context) -> on(event, context));
    }

    void on(ClaimAssigned event, EventContext context) {
        UUID assignee = event.assigneeId();
        if (assignee != null && !assignee.equals(event.actorId())) {
            raise.about(ClaimNotice.of(event, assignee), context.id());
        }
    }

    void on(ClaimStatusChanged event, EventContext context) {
        if (!event.customerId().equals(event.actorId())) {
            raise.about(ClaimNotice.of(event), context.id());
        }
    }
}
