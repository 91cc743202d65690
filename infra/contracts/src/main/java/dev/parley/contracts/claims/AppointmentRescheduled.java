package dev.parley.contracts.claims;

import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A meeting was moved or changed; answers to the former one are void.
///
/// @param conversationId derived from the appointment id, see [dev.parley.contracts.ConversationIds]
/// @param customerLocale language of the customer, `fr` or `en`
/// @param startsAt the instant; the wall clock of the meeting is this in `timeZone`
/// @param timeZone IANA name, in which the meeting was agreed
@Event(type = "appointment.rescheduled.v1", topic = Topic.CLAIM_EVENTS, publisher = "claims-service", key = "claimId")
public record AppointmentRescheduled(
        String tenant,
        UUID claimId,
        UUID appointmentId,
        UUID conversationId,
        String claimReference,
        UUID customerId,
        String customerName,
        String customerLocale,
        Instant previousStartsAt,
        Instant startsAt,
        int durationMinutes,
        String timeZone,
        String place,
        @Nullable String note,
        UUID actorId,
        String actorName,
        String actorRole,
        Instant rescheduledAt)
        implements AppointmentFact {}
