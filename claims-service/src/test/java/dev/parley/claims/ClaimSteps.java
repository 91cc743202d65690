package dev.parley.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The ways to a claim in a given state, as its people go them.
public final class ClaimSteps {
    public static final Map<String, Object> LEAK = Map.of("title", "Leak", "category", "DAMAGE");

    private ClaimSteps() {}

    public static UUID draft(Http http, Cast customer) {
        return draft(http, customer, LEAK);
    }

    public static UUID draft(Http http, Cast customer, Map<String, Object> content) {
        Answer opened = http.as(customer).post("/api/v1/claims", content);
        assertThat(opened.status()).as(opened.toString()).isEqualTo(201);
        return idOf(opened);
    }

    public static UUID submitted(Http http, Cast customer) {
        UUID id = draft(http, customer);
        done(http.as(customer).post("/api/v1/claims/" + id + "/submit"));
        return id;
    }

    /// @param staff of the same tenant
    public static UUID in(String status, Http http, Cast customer, Cast staff) {
        UUID id = status.equals("DRAFT") ? draft(http, customer) : submitted(http, customer);
        List<String> way = switch (status) {
            case "DRAFT", "SUBMITTED" -> List.of();
            case "IN_REVIEW" -> List.of("IN_REVIEW");
            case "CLOSED" -> List.of("IN_REVIEW", "APPROVED", "CLOSED");
            case "WITHDRAWN" -> List.of("WITHDRAWN");
            default -> List.of("IN_REVIEW", status);
        };
        for (String next : way) {
            if (next.equals("WITHDRAWN")) {
                done(http.as(customer).post("/api/v1/claims/" + id + "/withdraw"));
            } else {
                move(http, staff, id, next);
            }
        }
        return id;
    }

    public static void move(Http http, Cast staff, UUID id, String status) {
        done(http.as(staff)
                .put("/api/v1/claims/" + id + "/status", Map.of("status", status, "reason", "because of " + status)));
    }

    public static Map<String, Object> meeting() {
        Map<String, Object> meeting = new HashMap<>();
        meeting.put("startsAt", inDays(3).toString());
        meeting.put("durationMinutes", 45);
        meeting.put("timeZone", "Europe/Paris");
        meeting.put("place", "12 rue de la Paix, Paris");
        return meeting;
    }

    public static Answer meet(Http http, Cast who, UUID claim) {
        Answer made = http.as(who).post("/api/v1/claims/" + claim + "/appointments", meeting());
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made;
    }

    public static Instant inDays(int days) {
        return Instant.now()
                .atOffset(ZoneOffset.UTC)
                .plusDays(days)
                .truncatedTo(ChronoUnit.HOURS)
                .toInstant();
    }

    public static UUID idOf(Answer answer) {
        return UUID.fromString(answer.json().path("id").asString());
    }

    public static void done(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }
}
