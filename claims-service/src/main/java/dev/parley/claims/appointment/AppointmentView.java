package dev.parley.claims.appointment;

import dev.parley.contracts.ConversationIds;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An appointment as clients see it.
///
/// @param startsAt the instant
/// @param startsAtLocal the wall clock of `timeZone` at that instant, with its offset
record AppointmentView(
        UUID id,
        UUID claimId,
        UUID conversationId,
        AppointmentStatus status,
        Response response,
        Instant startsAt,
        String startsAtLocal,
        int durationMinutes,
        String timeZone,
        String place,
        @Nullable String note,
        UUID createdBy,
        Instant createdAt,
        Instant updatedAt,
        long version) {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

    static AppointmentView of(
            UUID id,
            UUID claimId,
            AppointmentStatus status,
            Response response,
            Terms terms,
            UUID createdBy,
            Instant createdAt,
            Instant updatedAt,
            long version) {
        return new AppointmentView(
                id,
                claimId,
                ConversationIds.ofAppointment(id),
                status,
                response,
                terms.startsAt(),
                LOCAL.format(terms.startsAt().atZone(ZoneId.of(terms.timeZone()))),
                terms.durationMinutes(),
                terms.timeZone(),
                terms.place(),
                terms.note(),
                createdBy,
                createdAt,
                updatedAt,
                version);
    }
}
