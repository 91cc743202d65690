package dev.parley.notification.people;

import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.journal.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Learns the language of a customer.
@Configuration(proxyBeanMethods = false)
class ClaimsListener {
    private final People people;

    ClaimsListener(People people) {
        this.people = people;
    }

    @Bean
    Subscription claimEvents() {
        return Subscription.to(Topic.CLAIM_EVENTS).on(ClaimSubmitted.class, event -> on(event));
    }

    void on(ClaimSubmitted event) {
        people.reads(event.tenant(), event.customerId(), event.customerLocale());
    }
}
