package dev.parley.claims.appointment;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/// An appointment as an iCalendar file (RFC 5545). The UID never changes and the sequence rises, so a calendar that has
/// an older file moves its entry, or removes it when the meeting was cancelled.
final class CalendarFile {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int MOST_OCTETS = 75;

    private final StringBuilder lines = new StringBuilder();

    private CalendarFile() {}

    /// @param locale `fr`, or English for any other
    static byte[] of(AppointmentView appointment, String claimReference, String locale) {
        boolean cancelled = appointment.status() == AppointmentStatus.CANCELLED;
        Instant starts = appointment.startsAt();
        CalendarFile file = new CalendarFile();
        file.line("BEGIN", "VCALENDAR");
        file.line("VERSION", "2.0");
        file.line("PRODID", "-//Parley//Claims//EN");
        file.line("CALSCALE", "GREGORIAN");
        file.line("METHOD", cancelled ? "CANCEL" : "PUBLISH");
        file.line("BEGIN", "VEVENT");
        file.line("UID", appointment.id() + "@parley");
        file.line("DTSTAMP", UTC.format(appointment.updatedAt()));
        file.line("SEQUENCE", Long.toString(appointment.version()));
        file.line("DTSTART", UTC.format(starts));
        file.line("DTEND", UTC.format(starts.plus(appointment.durationMinutes(), ChronoUnit.MINUTES)));
        file.line("SUMMARY", escaped(summary(claimReference, locale)));
        file.line("LOCATION", escaped(appointment.place()));
        if (appointment.note() != null) {
            file.line("DESCRIPTION", escaped(appointment.note()));
        }
        file.line(
                "STATUS",
                switch (appointment.status()) {
                    case REQUESTED -> "TENTATIVE";
                    case SCHEDULED -> "CONFIRMED";
                    case CANCELLED -> "CANCELLED";
                });
        file.line("CREATED", UTC.format(appointment.createdAt()));
        file.line("LAST-MODIFIED", UTC.format(appointment.updatedAt()));
        file.line("END", "VEVENT");
        file.line("END", "VCALENDAR");
        return file.lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String summary(String reference, String locale) {
        return locale.equals("fr") ? "Rendez-vous : dossier " + reference : "Appointment: claim " + reference;
    }

    /// Of text values only; the tab is the one control character that may stand in a line.
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\n", "\\n");
    }

    /// A line has 75 octets at most; what is longer goes on after a line break and a space. A character is never cut.
    private void line(String name, String value) {
        String text = name + ':' + value;
        int octets = 0;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            int length = octetsOf(point);
            if (octets + length > MOST_OCTETS) {
                lines.append("\r\n ");
                octets = 1;
            }
            lines.appendCodePoint(point);
            octets += length;
            at += Character.charCount(point);
        }
        lines.append("\r\n");
    }

    private static int octetsOf(int point) {
        if (point < 0x80) {
            return 1;
        }
        if (point < 0x800) {
            return 2;
        }
        return point < 0x1_0000 ? 3 : 4;
    }
}
