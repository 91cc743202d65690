package dev.parley.contracts.claims;

import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.time.Instant;
import java.util.UUID;

/// The other side accepted or declined a meeting.
///
/// @param conversationId derived from the appointment id, see [dev.parley.contracts.ConversationIds]
/// @param customerLocale language of the customer, `fr` or `en`
/// @param startsAt the instant; the wall clock of the meeting is this in `timeZone`
/// @param timeZone IANA name, in which the meeting was agreed
/// @param response ACCEPTED or DECLINED
@Event(type = "appointment.answered.v1", topic = Topic.CLAIM_EVENTS, publisher = "claims-service", key = "claimId")
public record AppointmentAnswered(
        String tenant,
        UUID claimId,
        UUID appointmentId,
        UUID conversationId,
        String claimReference,
        UUID customerId,
        String customerName,
        String customerLocale,
        Instant startsAt,
        String timeZone,
        String response,
        UUID actorId,
        String actorName,
        String actorRole,
        Instant answeredAt)
        implements AppointmentFact {}
