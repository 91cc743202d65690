package dev.parley.claims.person;

import dev.parley.contracts.Topic;
import dev.parley.contracts.people.ProfileSeen;
import dev.parley.journal.Subscription;
import dev.parley.web.Role;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProfilesListener {
    private final People people;

    ProfilesListener(People people) {
        this.people = people;
    }

    @Bean
    Subscription profileEvents() {
        return Subscription.to(Topic.PROFILE_EVENTS).on(ProfileSeen.class, this::on);
    }

    void on(ProfileSeen profile) {
        Person person = new Person(profile.userId(), Role.valueOf(profile.role()), profile.name(), profile.locale());
        people.met(profile.tenant(), person, profile.seenAt());
    }
}
