package dev.parley.admin.messages;

import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.ClaimAssigned;
import dev.parley.contracts.claims.ClaimEdited;
import dev.parley.contracts.claims.ClaimOpened;
import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.journal.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ClaimsListener {
    private final ReadModel model;

    ClaimsListener(ReadModel model) {
        this.model = model;
    }

    @Bean
    Subscription claimEvents() {
        return Subscription.to(Topic.CLAIM_EVENTS)
                .on(ClaimOpened.class, event -> on(event))
                .on(ClaimSubmitted.class, event -> on(event))
                .on(ClaimEdited.class, event -> on(event))
                .on(ClaimAssigned.class, event -> on(event));
    }

    void on(ClaimOpened event) {
        model.claim(new ReadModel.Claim(
                event.tenant(),
                event.claimId(),
                event.reference(),
                event.customerId(),
                event.customerName(),
                event.title()));
    }

    void on(ClaimSubmitted event) {
        model.claim(new ReadModel.Claim(
                event.tenant(),
                event.claimId(),
                event.reference(),
                event.customerId(),
                event.customerName(),
                event.title()));
    }

    void on(ClaimEdited event) {
        model.edited(event);
    }

    void on(ClaimAssigned event) {
        model.assigned(event);
    }
}
