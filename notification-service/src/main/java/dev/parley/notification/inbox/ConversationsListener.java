package dev.parley.notification.inbox;

import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageErased;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.messaging.MessageWithdrawn;
import dev.parley.journal.EventContext;
import dev.parley.journal.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Messages raise notifications, and their end takes the quoted text back. An event carries its audience, so nothing is
/// kept here about who takes part.
@Configuration(proxyBeanMethods = false)
class ConversationsListener {
    private final RaiseNotifications raise;
    private final ForgetTexts forget;
    private final InternalConversations internal;

    ConversationsListener(RaiseNotifications raise, ForgetTexts forget, InternalConversations internal) {
        this.raise = raise;
        this.forget = forget;
        this.internal = internal;
    }

    @Bean
    Subscription conversationEvents() {
        return Subscription.to(Topic.CONVERSATION_EVENTS)
                .on(ConversationOpened.class, event -> on(event))
                .on(MessageSent.class, (event, context) -> on(event, context))
                .on(MessageWithdrawn.class, event -> on(event))
                .on(MessageErased.class, event -> on(event))
                .on(ConversationDeleted.class, event -> on(event));
    }

    void on(MessageSent event, EventContext context) {
        raise.about(event, context.id());
    }

    void on(ConversationOpened event) {
        if (event.kind().equals("INTERNAL")) {
            internal.remember(event.tenant(), event.conversationId());
        }
    }

    void on(MessageWithdrawn event) {
        forget.withdrawn(event);
    }

    void on(MessageErased event) {
        forget.erased(event);
    }

    void on(ConversationDeleted event) {
        forget.deleted(event);
    }
}
