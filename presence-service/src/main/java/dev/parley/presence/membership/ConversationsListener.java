package dev.parley.presence.membership;

import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.messaging.ParticipantJoined;
import dev.parley.contracts.messaging.ParticipantLeft;
import dev.parley.journal.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Keeps the participants up to date.
@Configuration(proxyBeanMethods = false)
class ConversationsListener {
    private static final String STAFF_ONLY = "INTERNAL";
    private static final String CUSTOMER = "CUSTOMER";

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
        if (!event.kind().equals(STAFF_ONLY)) {
            memberships.opened(event.tenant(), event.conversationId(), event.seq(), event.participantIds());
        }
    }

    /// Staff come into a claim's conversation with their first message, without another event. A customer was in it
    /// before they could write.
    void on(MessageSent event) {
        if (event.senderId() != null && !CUSTOMER.equals(event.senderRole())) {
            memberships.spoke(event.tenant(), event.conversationId(), event.seq(), event.senderId());
        }
    }

    void on(ParticipantJoined event) {
        memberships.named(event.tenant(), event.conversationId(), event.seq(), event.participantIds());
    }

    void on(ParticipantLeft event) {
        memberships.named(event.tenant(), event.conversationId(), event.seq(), event.participantIds());
    }

    void on(ConversationDeleted event) {
        memberships.deleted(event.tenant(), event.conversationId());
    }
}
