package dev.parley.contracts;

import dev.parley.contracts.claims.AppointmentAnswered;
import dev.parley.contracts.claims.AppointmentCancelled;
import dev.parley.contracts.claims.AppointmentRequested;
import dev.parley.contracts.claims.AppointmentRescheduled;
import dev.parley.contracts.claims.AppointmentScheduled;
import dev.parley.contracts.claims.ClaimAssigned;
import dev.parley.contracts.claims.ClaimEdited;
import dev.parley.contracts.claims.ClaimOpened;
import dev.parley.contracts.claims.ClaimStatusChanged;
import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.contracts.claims.ClaimWithdrawn;
import dev.parley.contracts.messaging.ConversationArchived;
import dev.parley.contracts.messaging.ConversationClaimChanged;
import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.ConversationRenamed;
import dev.parley.contracts.messaging.ConversationReopened;
import dev.parley.contracts.messaging.MessageEdited;
import dev.parley.contracts.messaging.MessageErased;
import dev.parley.contracts.messaging.MessageRead;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.messaging.MessageWithdrawn;
import dev.parley.contracts.messaging.ParticipantJoined;
import dev.parley.contracts.messaging.ParticipantLeft;
import dev.parley.contracts.messaging.ReactionAdded;
import dev.parley.contracts.messaging.ReactionRemoved;
import dev.parley.contracts.notification.NotificationRaised;
import dev.parley.contracts.notification.NotificationRead;
import dev.parley.contracts.people.ProfileSeen;
import dev.parley.contracts.presence.GatewayAlive;
import dev.parley.contracts.presence.SessionActive;
import dev.parley.contracts.presence.SessionClosed;
import dev.parley.contracts.presence.SessionIdle;
import dev.parley.contracts.presence.SessionOpened;
import dev.parley.contracts.presence.TypingStarted;
import dev.parley.contracts.presence.TypingStopped;
import dev.parley.contracts.presence.UserAway;
import dev.parley.contracts.presence.UserOffline;
import dev.parley.contracts.presence.UserOnline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Every event there is. A record that is missing here cannot be published, and a test says so.
public final class Catalogue {
    private static final List<Class<? extends DomainEvent>> EVENTS = List.of(
            ClaimOpened.class,
            ClaimSubmitted.class,
            ClaimEdited.class,
            ClaimAssigned.class,
            ClaimStatusChanged.class,
            ClaimWithdrawn.class,
            AppointmentRequested.class,
            AppointmentScheduled.class,
            AppointmentRescheduled.class,
            AppointmentCancelled.class,
            AppointmentAnswered.class,
            ConversationOpened.class,
            MessageSent.class,
            MessageEdited.class,
            MessageWithdrawn.class,
            MessageErased.class,
            ReactionAdded.class,
            ReactionRemoved.class,
            ParticipantJoined.class,
            ParticipantLeft.class,
            ConversationArchived.class,
            ConversationReopened.class,
            ConversationRenamed.class,
            ConversationDeleted.class,
            ConversationClaimChanged.class,
            MessageRead.class,
            SessionOpened.class,
            SessionClosed.class,
            SessionIdle.class,
            SessionActive.class,
            GatewayAlive.class,
            TypingStarted.class,
            TypingStopped.class,
            UserOnline.class,
            UserAway.class,
            UserOffline.class,
            NotificationRaised.class,
            NotificationRead.class,
            ProfileSeen.class);

    private static final Map<String, Class<? extends DomainEvent>> BY_TYPE = EVENTS.stream()
            .collect(Collectors.toUnmodifiableMap(event -> annotation(event).type(), Function.identity()));

    private Catalogue() {}

    public static List<Class<? extends DomainEvent>> events() {
        return EVENTS;
    }

    /// The record for a type on the wire; empty for a type that this version does not know, which a consumer passes by.
    public static Optional<Class<? extends DomainEvent>> recordOf(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    /// @throws IllegalArgumentException for a record that is not in the catalogue
    public static Event describe(Class<? extends DomainEvent> event) {
        if (!EVENTS.contains(event)) {
            throw new IllegalArgumentException(event.getName() + " is not in the catalogue of events");
        }
        return annotation(event);
    }

    private static Event annotation(Class<? extends DomainEvent> event) {
        Event annotation = event.getAnnotation(Event.class);
        if (annotation == null) {
            throw new IllegalArgumentException(event.getName() + " has no @Event");
        }
        return annotation;
    }
}
