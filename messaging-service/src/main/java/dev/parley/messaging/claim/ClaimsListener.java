package dev.parley.messaging.claim;

import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.ClaimAssigned;
import dev.parley.contracts.claims.ClaimOpened;
import dev.parley.contracts.claims.ClaimStatusChanged;
import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.contracts.claims.ClaimWithdrawn;
import dev.parley.journal.Subscription;
import dev.parley.messaging.conversation.ChangeParticipants;
import dev.parley.messaging.conversation.Conversation.Kind;
import dev.parley.messaging.conversation.OpenConversation;
import dev.parley.messaging.conversation.OpenConversation.Opening;
import dev.parley.messaging.conversation.Participant;
import dev.parley.messaging.sending.SendMessage;
import dev.parley.web.Role;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What happens in conversations because something happened to their claim.
@Configuration(proxyBeanMethods = false)
class ClaimsListener {
    private final ClaimStates claims;
    private final OpenConversation openConversation;
    private final ChangeParticipants participants;
    private final SendMessage sendMessage;
    private final ClaimNews news;

    ClaimsListener(
            ClaimStates claims,
            OpenConversation openConversation,
            ChangeParticipants participants,
            SendMessage sendMessage,
            ClaimNews news) {
        this.claims = claims;
        this.openConversation = openConversation;
        this.participants = participants;
        this.sendMessage = sendMessage;
        this.news = news;
    }

    @Bean
    Subscription claimEvents() {
        return Subscription.to(Topic.CLAIM_EVENTS)
                .on(ClaimOpened.class, this::on)
                .on(ClaimSubmitted.class, this::on)
                .on(ClaimAssigned.class, this::on)
                .on(ClaimStatusChanged.class, this::on)
                .on(ClaimWithdrawn.class, this::on);
    }

    void on(ClaimOpened claim) {
        claims.moved(claim.tenant(), claim.claimId(), claim.customerId(), "DRAFT", claim.openedAt());
    }

    void on(ClaimSubmitted claim) {
        UUID id = claim.claimId();
        claims.moved(claim.tenant(), id, claim.customerId(), "SUBMITTED", claim.submittedAt());
        Participant customer = new Participant(claim.customerId(), claim.customerName(), Role.CUSTOMER);
        boolean opened = openConversation.once(Opening.ofClaim(
                claim.tenant(), claim.conversationId(), Kind.CLAIM, id, claim.title(), claim.reference(), customer));
        if (opened) {
            sendMessage.fromParley(
                    claim.tenant(), claim.conversationId(), Welcome.in(claim.customerLocale(), claim.reference()));
        }
        openConversation.once(Opening.ofClaim(
                claim.tenant(), ConversationIds.ofClaimNotes(id), Kind.INTERNAL, id, claim.title(), claim.reference()));
        claims.assignee(id).ifPresent(agent -> join(claim.tenant(), id, agent));
    }

    void on(ClaimAssigned claim) {
        UUID assignee = claim.assigneeId();
        boolean isNews = claims.assigned(
                claim.tenant(),
                claim.claimId(),
                claim.customerId(),
                assignee,
                claim.assigneeName(),
                claim.assignedAt());
        if (isNews && assignee != null) {
            String name = claim.assigneeName() == null ? "" : claim.assigneeName();
            join(claim.tenant(), claim.claimId(), new Participant(assignee, name, Role.AGENT));
        }
    }

    void on(ClaimStatusChanged claim) {
        boolean isNews =
                claims.moved(claim.tenant(), claim.claimId(), claim.customerId(), claim.to(), claim.changedAt());
        if (isNews) {
            news.tell(claim.conversationId(), claim.actorId(), claim.to(), claim.from(), claim.reason());
        }
    }

    void on(ClaimWithdrawn claim) {
        boolean isNews =
                claims.moved(claim.tenant(), claim.claimId(), claim.customerId(), "WITHDRAWN", claim.withdrawnAt());
        UUID conversation = claim.conversationId();
        if (isNews && conversation != null) {
            news.tell(conversation, claim.actorId(), "WITHDRAWN", claim.from(), claim.reason());
        }
    }

    /// Whoever is responsible for a claim takes part in what is said about it. While it is a draft, nothing is.
    private void join(String tenant, UUID claimId, Participant agent) {
        for (UUID conversation : claims.conversations(claimId)) {
            participants.join(tenant, conversation, agent, null);
        }
    }
}
