package dev.parley.messaging.appointment;

import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.AppointmentAnswered;
import dev.parley.contracts.claims.AppointmentCancelled;
import dev.parley.contracts.claims.AppointmentRequested;
import dev.parley.contracts.claims.AppointmentRescheduled;
import dev.parley.contracts.claims.AppointmentScheduled;
import dev.parley.journal.Subscription;
import dev.parley.messaging.claim.ClaimStates;
import dev.parley.messaging.conversation.Conversation.Kind;
import dev.parley.messaging.conversation.OpenConversation;
import dev.parley.messaging.conversation.OpenConversation.Opening;
import dev.parley.messaging.conversation.Participant;
import dev.parley.messaging.sending.SendMessage;
import dev.parley.web.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Says in an appointment's conversation what happened to the appointment. Whichever event comes first opens it.
@Configuration(proxyBeanMethods = false)
class AppointmentsListener {
    private final OpenConversation openConversation;
    private final ClaimStates claims;
    private final SendMessage sendMessage;

    AppointmentsListener(OpenConversation openConversation, ClaimStates claims, SendMessage sendMessage) {
        this.openConversation = openConversation;
        this.claims = claims;
        this.sendMessage = sendMessage;
    }

    @Bean
    Subscription appointmentEvents() {
        return Subscription.to(Topic.CLAIM_EVENTS)
                .on(AppointmentRequested.class, this::on)
                .on(AppointmentScheduled.class, this::on)
                .on(AppointmentRescheduled.class, this::on)
                .on(AppointmentCancelled.class, this::on)
                .on(AppointmentAnswered.class, this::on);
    }

    void on(AppointmentRequested event) {
        open(new About(
                event.tenant(),
                event.claimId(),
                event.appointmentId(),
                event.conversationId(),
                event.claimReference(),
                event.customerId(),
                event.customerName(),
                event.customerLocale()));
        String text = new AppointmentWords(event.customerLocale(), event.startsAt(), event.timeZone())
                .requested(event.place());
        sendMessage.fromParley(event.tenant(), event.conversationId(), text);
    }

    void on(AppointmentScheduled event) {
        open(new About(
                event.tenant(),
                event.claimId(),
                event.appointmentId(),
                event.conversationId(),
                event.claimReference(),
                event.customerId(),
                event.customerName(),
                event.customerLocale()));
        String text = new AppointmentWords(event.customerLocale(), event.startsAt(), event.timeZone())
                .scheduled(event.place());
        sendMessage.fromParley(event.tenant(), event.conversationId(), text);
    }

    void on(AppointmentRescheduled event) {
        open(new About(
                event.tenant(),
                event.claimId(),
                event.appointmentId(),
                event.conversationId(),
                event.claimReference(),
                event.customerId(),
                event.customerName(),
                event.customerLocale()));
        String text = new AppointmentWords(event.customerLocale(), event.startsAt(), event.timeZone())
                .rescheduled(event.place());
        sendMessage.fromParley(event.tenant(), event.conversationId(), text);
    }

    void on(AppointmentCancelled event) {
        open(new About(
                event.tenant(),
                event.claimId(),
                event.appointmentId(),
                event.conversationId(),
                event.claimReference(),
                event.customerId(),
                event.customerName(),
                event.customerLocale()));
        String text = new AppointmentWords(event.customerLocale(), event.startsAt(), event.timeZone())
                .cancelled(event.reason());
        sendMessage.fromParley(event.tenant(), event.conversationId(), text);
    }

    void on(AppointmentAnswered event) {
        open(new About(
                event.tenant(),
                event.claimId(),
                event.appointmentId(),
                event.conversationId(),
                event.claimReference(),
                event.customerId(),
                event.customerName(),
                event.customerLocale()));
        String text = new AppointmentWords(event.customerLocale(), event.startsAt(), event.timeZone())
                .answered(event.response().equals("ACCEPTED"), event.actorName());
        sendMessage.fromParley(event.tenant(), event.conversationId(), text);
    }

    private record About(
            String tenant,
            UUID claimId,
            UUID appointmentId,
            UUID conversationId,
            String reference,
            UUID customerId,
            String customerName,
            String customerLocale) {}

    private void open(About about) {
        List<Participant> people = new ArrayList<>();
        people.add(new Participant(about.customerId(), about.customerName(), Role.CUSTOMER));
        claims.assignee(about.claimId()).ifPresent(people::add);
        openConversation.once(new Opening(
                about.tenant(),
                about.conversationId(),
                Kind.APPOINTMENT,
                about.claimId(),
                about.appointmentId(),
                AppointmentWords.title(about.customerLocale(), about.reference()),
                about.reference(),
                null,
                null,
                people));
    }
}
