package dev.parley.messaging.appointment;

import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.AppointmentAnswered;
import dev.parley.contracts.claims.AppointmentCancelled;
import dev.parley.contracts.claims.AppointmentFact;
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
        say(event, words(event).requested(event.place()));
    }

    void on(AppointmentScheduled event) {
        say(event, words(event).scheduled(event.place()));
    }

    void on(AppointmentRescheduled event) {
        say(event, words(event).rescheduled(event.place()));
    }

    void on(AppointmentCancelled event) {
        say(event, words(event).cancelled(event.reason()));
    }

    void on(AppointmentAnswered event) {
        say(event, words(event).answered(event.response().equals("ACCEPTED"), event.actorName()));
    }

    private static AppointmentWords words(AppointmentFact fact) {
        return new AppointmentWords(fact.customerLocale(), fact.startsAt(), fact.timeZone());
    }

    private void say(AppointmentFact fact, String text) {
        List<Participant> people = new ArrayList<>();
        people.add(new Participant(fact.customerId(), fact.customerName(), Role.CUSTOMER));
        claims.assignee(fact.claimId()).ifPresent(people::add);
        openConversation.once(new Opening(
                fact.tenant(),
                fact.conversationId(),
                Kind.APPOINTMENT,
                fact.claimId(),
                fact.appointmentId(),
                AppointmentWords.title(fact.customerLocale(), fact.claimReference()),
                fact.claimReference(),
                null,
                null,
                people));
        sendMessage.fromParley(fact.tenant(), fact.conversationId(), text);
    }
}
