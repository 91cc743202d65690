package dev.parley.notification.inbox;

import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.journal.EventContext;
import dev.parley.journal.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Messages raise notifications. An event carries its audience, so no membership is kept here.
@Configuration(proxyBeanMethods = false)
class ConversationsListener {
    private final RaiseNotifications raise;

    ConversationsListener(RaiseNotifications raise) {
        this.raise = raise;
    }

    @Bean
    Subscription conversationEvents() {
        return Subscription.to(Topic.CONVERSATION_EVENTS).on(MessageSent.class, (event, context) -> on(event, context));
    }

    void on(MessageSent event, EventContext context) {
        raise.about(event, context.id());
    }
}
