package dev.parley.claims.appointment;

import dev.parley.web.InputCheck;
import org.jspecify.annotations.Nullable;

/// The body of `POST /claims/{id}/appointments`.
record NewAppointment(
        @Nullable String startsAt,
        @Nullable Integer durationMinutes,
        @Nullable String timeZone,
        @Nullable String place,
        @Nullable String note) {
    /// @throws dev.parley.web.InvalidInput with everything that is wrong
    Terms checked() {
        InputCheck input = new InputCheck();
        String checkedNote = input.optionalText("note", note, Terms.MOST_NOTE);
        Terms terms = new Terms(
                Terms.startsAt(startsAt, input),
                Terms.duration(durationMinutes, input),
                Terms.timeZone(timeZone, input),
                input.text("place", place, Terms.MOST_PLACE),
                checkedNote == null || checkedNote.isEmpty() ? null : checkedNote);
        input.done();
        return terms;
    }
}
