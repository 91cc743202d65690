package dev.parley.notification.people;

import dev.parley.contracts.Topic;
import dev.parley.contracts.presence.UserOffline;
import dev.parley.contracts.presence.UserOnline;
import dev.parley.journal.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Keeps who is online.
@Configuration(proxyBeanMethods = false)
class UsersListener {
    private final People people;

    UsersListener(People people) {
        this.people = people;
    }

    @Bean
    Subscription userEvents() {
        return Subscription.to(Topic.USER_EVENTS)
                .on(UserOnline.class, event -> on(event))
                .on(UserOffline.class, event -> on(event));
    }

    void on(UserOnline event) {
        people.online(event.tenant(), event.userId(), true);
    }

    void on(UserOffline event) {
        people.online(event.tenant(), event.userId(), false);
    }
}
