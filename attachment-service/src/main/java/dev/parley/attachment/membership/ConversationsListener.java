package dev.parley.attachment.membership;

import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.messaging.ParticipantJoined;
import dev.parley.contracts.messaging.ParticipantLeft;
import dev.parley.journal.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Keeps the membership up to date.
@Configuration(proxyBeanMethods = false)
class ConversationsListener {
    private final Memberships memberships;

    ConversationsListener(Memberships memberships) {
        this.memberships = memberships;
    }

    @Bean
    Subscription conversationEvents() {
        return Subscription.to(Topic.CONVERSATION_EVENTS)
                .on(ConversationOpened.class, event -> on(event))
                .on(MessageSent.class, event -> on(event))
                .on(ParticipantJoined.class, event -> on(event))
                .on(ParticipantLeft.class, event -> on(event))
                .on(ConversationDeleted.class, event -> on(event));
    }

    void on(ConversationOpened event) {
        memberships.opened(event);
    }

    void on(MessageSent event) {
        memberships.sent(event);
    }

    void on(ParticipantJoined event) {
        memberships.named(event.tenant(), event.conversationId(), event.seq(), event.participantIds());
    }

    void on(ParticipantLeft event) {
        memberships.named(event.tenant(), event.conversationId(), event.seq(), event.participantIds());
    }

    void on(ConversationDeleted event) {
        memberships.deleted(event);
    }
}
