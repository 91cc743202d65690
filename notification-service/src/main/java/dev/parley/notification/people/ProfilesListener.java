package dev.parley.notification.people;

import dev.parley.contracts.Topic;
import dev.parley.contracts.people.ProfileSeen;
import dev.parley.journal.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Learns who is staff, and everybody's language.
@Configuration(proxyBeanMethods = false)
class ProfilesListener {
    private final People people;

    ProfilesListener(People people) {
        this.people = people;
    }

    @Bean
    Subscription profileEvents() {
        return Subscription.to(Topic.PROFILE_EVENTS).on(ProfileSeen.class, event -> on(event));
    }

    void on(ProfileSeen event) {
        people.reads(event.tenant(), event.userId(), event.locale());
        people.isStaff(event.tenant(), event.userId(), !event.role().equals("CUSTOMER"));
    }
}
