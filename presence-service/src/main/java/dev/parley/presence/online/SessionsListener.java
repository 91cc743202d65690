package dev.parley.presence.online;

import dev.parley.contracts.Topic;
import dev.parley.contracts.presence.GatewayAlive;
import dev.parley.contracts.presence.SessionActive;
import dev.parley.contracts.presence.SessionClosed;
import dev.parley.contracts.presence.SessionIdle;
import dev.parley.contracts.presence.SessionOpened;
import dev.parley.journal.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What the gateways say about their sessions.
@Configuration(proxyBeanMethods = false)
class SessionsListener {
    private final Sessions sessions;
    private final Announcer announcer;

    SessionsListener(Sessions sessions, Announcer announcer) {
        this.sessions = sessions;
        this.announcer = announcer;
    }

    @Bean
    Subscription sessionEvents() {
        return Subscription.to(Topic.SESSION_EVENTS)
                .on(SessionOpened.class, event -> on(event))
                .on(SessionClosed.class, event -> on(event))
                .on(SessionIdle.class, event -> on(event))
                .on(SessionActive.class, event -> on(event))
                .on(GatewayAlive.class, event -> on(event));
    }

    void on(SessionOpened event) {
        sessions.open(event);
        announcer.announceAfterCommit();
    }

    void on(SessionClosed event) {
        sessions.close(event);
    }

    void on(SessionIdle event) {
        sessions.idle(event);
    }

    void on(SessionActive event) {
        sessions.active(event);
        announcer.announceAfterCommit();
    }

    void on(GatewayAlive event) {
        sessions.alive(event.gatewayId());
    }
}
