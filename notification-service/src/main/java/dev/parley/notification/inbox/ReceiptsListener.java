package dev.parley.notification.inbox;

import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.MessageRead;
import dev.parley.journal.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Reading a conversation reads its notifications.
@Configuration(proxyBeanMethods = false)
class ReceiptsListener {
    private final ReadNotifications read;

    ReceiptsListener(ReadNotifications read) {
        this.read = read;
    }

    @Bean
    Subscription receiptEvents() {
        return Subscription.to(Topic.RECEIPT_EVENTS).on(MessageRead.class, event -> on(event));
    }

    void on(MessageRead event) {
        read.byReading(event);
    }
}
