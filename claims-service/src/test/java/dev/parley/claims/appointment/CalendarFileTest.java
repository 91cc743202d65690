package dev.parley.claims.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarFileTest {
    private static final UUID ID = UUID.fromString("0190a5c0-7b3c-7d11-8a51-000000000001");
    private static final Instant START = Instant.parse("2026-10-25T00:30:00.500Z");

    @Test
    void saysWhatRfc5545Asks() {
        Map<String, String> event = parsed(file("Paris", null, AppointmentStatus.SCHEDULED, 3, "en"));
        assertThat(event)
                .containsEntry("VERSION", "2.0")
                .containsEntry("METHOD", "PUBLISH")
                .containsEntry("UID", ID + "@parley")
                .containsEntry("DTSTAMP", "20260102T030405Z")
                .containsEntry("DTSTART", "20261025T003000Z")
                .containsEntry("DTEND", "20261025T011500Z")
                .containsEntry("SEQUENCE", "3")
                .containsEntry("STATUS", "CONFIRMED")
                .containsEntry("SUMMARY", "Appointment: claim CLM-2026-000001")
                .containsEntry("LOCATION", "Paris")
                .containsKeys("PRODID")
                .doesNotContainKey("DESCRIPTION");
    }

    @ParameterizedTest
    @CsvSource({"REQUESTED, PUBLISH, TENTATIVE", "SCHEDULED, PUBLISH, CONFIRMED", "CANCELLED, CANCEL, CANCELLED"})
    void tellsTheCalendarWhatBecameOfIt(AppointmentStatus status, String method, String told) {
        Map<String, String> event = parsed(file("Paris", null, status, 1, "fr"));
        assertThat(event).containsEntry("METHOD", method).containsEntry("STATUS", told);
        assertThat(event).containsEntry("SUMMARY", "Rendez-vous : dossier CLM-2026-000001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12 rue de la Paix; 2e étage, Paris",
                "C:\\Temp\\n; a,b\nBEGIN:VEVENT\nEND:VCALENDAR",
                "éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé",
                "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦",
                "a\tb漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字"
            })
    void givesTextBackWhateverIsInIt(String text) {
        for (int shift = 0; shift < 5; shift++) {
            String shifted = "x".repeat(shift) + text;
            Map<String, String> event = parsed(file(shifted, shifted, AppointmentStatus.SCHEDULED, 0, "en"));
            assertThat(event).containsEntry("LOCATION", shifted).containsEntry("DESCRIPTION", shifted);
        }
    }

    private static byte[] file(String place, String note, AppointmentStatus status, long version, String locale) {
        Instant made = Instant.parse("2026-01-02T03:04:05.678Z");
        Terms terms = new Terms(START, 45, "Europe/Paris", place, note);
        AppointmentView view = AppointmentView.of(ID, ID, status, Response.NONE, terms, ID, made, made, version);
        return CalendarFile.of(view, "CLM-2026-000001", locale);
    }

    /// A strict reader: every line ends with CRLF and has 75 octets at most, each of them whole characters; one
    /// component of each kind, properly closed; no property twice.
    private static Map<String, String> parsed(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        assertThat(text.getBytes(StandardCharsets.UTF_8)).isEqualTo(file);
        assertThat(text).endsWith("END:VEVENT\r\nEND:VCALENDAR\r\n").doesNotContain("\r\n\r\n", "\uFFFD");
        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        for (String line : text.split("\r\n")) {
            byte[] octets = line.getBytes(StandardCharsets.UTF_8);
            assertThat(octets.length).as(line).isBetween(1, 75);
            assertThat(new String(octets, StandardCharsets.UTF_8)).isEqualTo(line);
        }
        String[] lines = text.replace("\r\n ", "").split("\r\n");
        assertThat(lines[0]).isEqualTo("BEGIN:VCALENDAR");
        Map<String, String> properties = new LinkedHashMap<>();
        int events = 0;
        for (String line : lines) {
            String name = line.substring(0, line.indexOf(':'));
            String value = line.substring(line.indexOf(':') + 1);
            assertThat(name).matches("[A-Z-]+");
            if (name.equals("BEGIN") || name.equals("END")) {
                events += line.equals("BEGIN:VEVENT") ? 1 : 0;
                continue;
            }
            assertThat(properties.put(name, unescaped(value)))
                    .as("twice: " + name)
                    .isNull();
        }
        assertThat(events).isEqualTo(1);
        return properties;
    }

    private static String unescaped(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            assertThat(c).as("unescaped in " + value).isNotIn(';', ',');
            if (c == '\\') {
                char escaped = value.charAt(++i);
                assertThat(escaped).isIn('\\', ';', ',', 'n');
                text.append(escaped == 'n' ? '\n' : escaped);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
