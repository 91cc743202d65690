package dev.parley.claims.appointment;

import dev.parley.web.InputCheck;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The body of `PATCH /appointments/{id}`. A field that is absent or null stays as it is; an empty note clears it.
record AppointmentEdit(
        @Nullable String startsAt,
        @Nullable Integer durationMinutes,
        @Nullable String timeZone,
        @Nullable String place,
        @Nullable String note) {
    /// What is to be different, checked.
    record Checked(
            @Nullable Instant startsAt,
            @Nullable Integer durationMinutes,
            @Nullable String timeZone,
            @Nullable String place,
            @Nullable String note) {
        Terms applyTo(Terms terms) {
            return new Terms(
                    startsAt == null ? terms.startsAt() : startsAt,
                    durationMinutes == null ? terms.durationMinutes() : durationMinutes,
                    timeZone == null ? terms.timeZone() : timeZone,
                    place == null ? terms.place() : place,
                    note == null ? terms.note() : note.isEmpty() ? null : note);
        }
    }

    /// @throws dev.parley.web.InvalidInput with everything that is wrong
    Checked checked() {
        InputCheck input = new InputCheck();
        Checked checked = new Checked(
                startsAt == null ? null : Terms.startsAt(startsAt, input),
                durationMinutes == null ? null : (Integer) Terms.duration(durationMinutes, input),
                timeZone == null ? null : Terms.timeZone(timeZone, input),
                place == null ? null : input.text("place", place, Terms.MOST_PLACE),
                input.optionalText("note", note, Terms.MOST_NOTE));
        input.done();
        return checked;
    }
}
