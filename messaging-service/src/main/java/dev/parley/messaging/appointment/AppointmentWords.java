package dev.parley.messaging.appointment;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What Parley says about an appointment: French for `fr`, English for any other. Times are those of the zone in which
/// the meeting was agreed.
final class AppointmentWords {
    private static final DateTimeFormatter FRENCH =
            DateTimeFormatter.ofPattern("EEEE d MMMM uuuu 'à' HH:mm", Locale.FRENCH);
    private static final DateTimeFormatter ENGLISH =
            DateTimeFormatter.ofPattern("EEEE d MMMM uuuu 'at' HH:mm", Locale.ENGLISH);

    private final boolean french;
    private final String time;

    AppointmentWords(String locale, Instant startsAt, String timeZone) {
        this.french = locale.equals("fr");
        this.time = (french ? FRENCH : ENGLISH).format(startsAt.atZone(zone(timeZone))) + " (" + timeZone + ")";
    }

    static String title(String locale, String reference) {
        return (locale.equals("fr") ? "Rendez-vous · " : "Appointment · ") + reference;
    }

    String requested(String place) {
        return french
                ? "Rendez-vous demandé : " + time + ", " + place + "."
                : "Appointment requested: " + time + ", " + place + ".";
    }

    String scheduled(String place) {
        return french
                ? "Rendez-vous fixé : " + time + ", " + place + "."
                : "Appointment scheduled: " + time + ", " + place + ".";
    }

    String rescheduled(String place) {
        return french
                ? "Rendez-vous modifié : " + time + ", " + place + "."
                : "Appointment changed: " + time + ", " + place + ".";
    }

    String cancelled(@Nullable String reason) {
        String why = reason == null ? "." : french ? " : " + reason : ": " + reason;
        return french ? "Rendez-vous annulé, " + time + why : "Appointment cancelled, " + time + why;
    }

    /// @param accepted or else declined
    String answered(boolean accepted, String who) {
        if (french) {
            return who + (accepted ? " accepte le rendez-vous : " : " décline le rendez-vous : ") + time + ".";
        }
        return who + (accepted ? " accepts the appointment: " : " declines the appointment: ") + time + ".";
    }

    /// A zone that this JDK does not know is no reason to lose the event.
    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }
}
