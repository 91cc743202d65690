package dev.parley.admin.messages;

import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageEdited;
import dev.parley.contracts.messaging.MessageErased;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.messaging.MessageWithdrawn;
import dev.parley.journal.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConversationsListener {
    private final ReadModel model;
    private final MessageFate fate;

    ConversationsListener(ReadModel model, MessageFate fate) {
        this.model = model;
        this.fate = fate;
    }

    @Bean
    Subscription conversationEvents() {
        return Subscription.to(Topic.CONVERSATION_EVENTS)
                .on(ConversationOpened.class, event -> on(event))
                .on(MessageSent.class, event -> on(event))
                .on(MessageEdited.class, event -> on(event))
                .on(MessageWithdrawn.class, event -> on(event))
                .on(MessageErased.class, event -> on(event))
                .on(ConversationDeleted.class, event -> on(event));
    }

    void on(ConversationOpened event) {
        model.opened(event);
    }

    void on(MessageSent event) {
        model.sent(event);
    }

    void on(MessageEdited event) {
        fate.edited(event);
    }

    void on(MessageWithdrawn event) {
        fate.withdrawn(event);
    }

    void on(MessageErased event) {
        fate.erased(event);
    }

    void on(ConversationDeleted event) {
        fate.deleted(event);
    }
}
