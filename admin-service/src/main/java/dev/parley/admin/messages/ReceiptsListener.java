package dev.parley.admin.messages;

import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.MessageRead;
import dev.parley.journal.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReceiptsListener {
    private final ReadModel model;

    ReceiptsListener(ReadModel model) {
        this.model = model;
    }

    @Bean
    Subscription receiptEvents() {
        return Subscription.to(Topic.RECEIPT_EVENTS).on(MessageRead.class, event -> on(event));
    }

    void on(MessageRead event) {
        model.read(event);
    }
}
