package dev.parley.claims.timeline;

import java.util.List;
import java.util.Map;

/// What a timeline tells of each kind of fact. A kind that is not here is told without details: a field
/// that is added to an event later is not shown to customers by accident.
final class Telling {
    private static final List<String> MEETING =
            List.of("appointmentId", "conversationId", "startsAt", "durationMinutes", "timeZone", "place", "note");
    private static final Map<String, List<String>> FIELDS = Map.ofEntries(
            Map.entry("claim.opened", List.of("reference", "title", "category")),
            Map.entry("claim.submitted", List.of("conversationId", "title", "category")),
            Map.entry("claim.edited", List.of("changed", "title", "category", "priority", "tags")),
            Map.entry("claim.assigned", List.of("assigneeId", "assigneeName", "previousAssigneeId")),
            Map.entry("claim.status-changed", List.of("from", "to", "reason")),
            Map.entry("claim.withdrawn", List.of("from", "reason")),
            Map.entry("appointment.requested", MEETING),
            Map.entry("appointment.scheduled", MEETING),
            Map.entry(
                    "appointment.rescheduled",
                    List.of(
                            "appointmentId",
                            "conversationId",
                            "previousStartsAt",
                            "startsAt",
                            "durationMinutes",
                            "timeZone",
                            "place",
                            "note")),
            Map.entry(
                    "appointment.cancelled",
                    List.of("appointmentId", "conversationId", "startsAt", "timeZone", "reason")),
            Map.entry(
                    "appointment.answered",
                    List.of("appointmentId", "conversationId", "startsAt", "timeZone", "response")));

    private Telling() {}

    static List<String> of(String type) {
        return FIELDS.getOrDefault(type, List.of());
    }
}
