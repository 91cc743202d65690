package dev.parley.admin.messages;

import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.journal.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConversationsListener {
    private final ReadModel model;

    ConversationsListener(ReadModel model) {
        this.model = model;
    }

    @Bean
    Subscription conversationEvents() {
        return Subscription.to(Topic.CONVERSATION_EVENTS)
                .on(ConversationOpened.class, event -> on(event))
                .on(MessageSent.class, event -> on(event));
    }

    void on(ConversationOpened event) {
        model.opened(event);
    }

    void on(MessageSent event) {
        model.sent(event);
    }
}
