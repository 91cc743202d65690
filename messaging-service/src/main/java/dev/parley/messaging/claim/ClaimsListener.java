package dev.parley.messaging.claim;

import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.ClaimOpened;
import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.journal.Subscription;
import dev.parley.messaging.conversation.OpenConversation;
import dev.parley.messaging.message.SendMessage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ClaimsListener {
    private final JdbcClient jdbc;
    private final OpenConversation openConversation;
    private final SendMessage sendMessage;

    ClaimsListener(JdbcClient jdbc, OpenConversation openConversation, SendMessage sendMessage) {
        this.jdbc = jdbc;
        this.openConversation = openConversation;
        this.sendMessage = sendMessage;
    }

    @Bean
    Subscription claimEvents() {
        return Subscription.to(Topic.CLAIM_EVENTS)
                .on(ClaimOpened.class, this::on)
                .on(ClaimSubmitted.class, this::on);
    }

    void on(ClaimOpened claim) {
        jdbc.sql("""
                        insert into claim (id, tenant, conversation_id, customer_id, status) values (?, ?, ?, ?, 'DRAFT')
                        on conflict do nothing""")
                .params(claim.claimId(), claim.tenant(), ConversationIds.ofClaim(claim.claimId()), claim.customerId())
                .update();
    }

    void on(ClaimSubmitted claim) {
        jdbc.sql("""
                        insert into claim (id, tenant, conversation_id, customer_id, status) values (?, ?, ?, ?, 'SUBMITTED')
                        on conflict (id) do update set status = 'SUBMITTED'""")
                .params(claim.claimId(), claim.tenant(), claim.conversationId(), claim.customerId())
                .update();
        boolean opened = openConversation.forClaim(
                claim.tenant(),
                claim.conversationId(),
                claim.claimId(),
                claim.title(),
                claim.customerId(),
                claim.customerName());
        if (opened) {
            sendMessage.fromParley(
                    claim.tenant(),
                    claim.conversationId(),
                    claim.claimId(),
                    Welcome.in(claim.customerLocale(), claim.reference()));
        }
    }
}
