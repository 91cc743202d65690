package dev.parley.messaging.appointment;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.claims.AppointmentAnswered;
import dev.parley.contracts.claims.AppointmentCancelled;
import dev.parley.contracts.claims.AppointmentRequested;
import dev.parley.contracts.claims.AppointmentScheduled;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.messaging.Claims;
import dev.parley.messaging.ConversationScene;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AppointmentsListenerIT extends ConversationScene {
    private static final Instant AT = Instant.parse("2026-12-01T08:30:00Z");

    @Test
    void opensTheConversationOfAnAppointmentOnceAndSaysWhatHappens() {
        UUID appointment = Claims.newId();
        UUID talk = ConversationIds.ofAppointment(appointment);
        Claims claims = new Claims(topics, journal);
        claims.assign(claim, ALICE, KARIM);
        claims.tell(claim, requested(appointment));
        claims.tell(claim, scheduled(appointment));
        claims.tell(claim, answered(appointment));
        claims.tell(claim, cancelled(appointment));
        assertThat(journal.of(talk, ConversationOpened.class)).hasSize(1);
        assertThat(journal.of(talk, ConversationOpened.class).getFirst().participantIds())
                .containsExactly(ALICE.userId(), KARIM.userId());
        assertThat(journal.of(talk, MessageSent.class))
                .extracting(MessageSent::body)
                .containsExactly(
                        "Rendez-vous demandé : mardi 1 décembre 2026 à 09:30 (Europe/Paris), Lyon.",
                        "Rendez-vous fixé : mardi 1 décembre 2026 à 09:30 (Europe/Paris), Lyon.",
                        "Alice Martin accepte le rendez-vous : mardi 1 décembre 2026 à 09:30 (Europe/Paris).",
                        "Rendez-vous annulé, mardi 1 décembre 2026 à 09:30 (Europe/Paris) : malade");
        assertThat(http.as(ALICE)
                        .get("/api/v1/conversations?kind=APPOINTMENT&claimId=" + claim)
                        .json()
                        .path("items"))
                .hasSize(1);
        assertThat(http.as(ALICE)
                        .post("/api/v1/conversations/" + talk + "/messages", Map.of("body", "ok"))
                        .status())
                .isEqualTo(201);
        assertThat(http.as(BRUNO)
                        .get("/api/v1/conversations/" + talk + "/messages")
                        .status())
                .isEqualTo(404);
    }

    private AppointmentRequested requested(UUID id) {
        return new AppointmentRequested(
                "acme",
                claim,
                id,
                ConversationIds.ofAppointment(id),
                "CLM-2026-000007",
                ALICE.userId(),
                ALICE.displayName(),
                "fr",
                AT,
                45,
                "Europe/Paris",
                "Lyon",
                null,
                ALICE.userId(),
                ALICE.displayName(),
                "CUSTOMER",
                Instant.now());
    }

    private AppointmentScheduled scheduled(UUID id) {
        return new AppointmentScheduled(
                "acme",
                claim,
                id,
                ConversationIds.ofAppointment(id),
                "CLM-2026-000007",
                ALICE.userId(),
                ALICE.displayName(),
                "fr",
                AT,
                45,
                "Europe/Paris",
                "Lyon",
                null,
                KARIM.userId(),
                KARIM.displayName(),
                "AGENT",
                Instant.now());
    }

    private AppointmentAnswered answered(UUID id) {
        return new AppointmentAnswered(
                "acme",
                claim,
                id,
                ConversationIds.ofAppointment(id),
                "CLM-2026-000007",
                ALICE.userId(),
                ALICE.displayName(),
                "fr",
                AT,
                "Europe/Paris",
                "ACCEPTED",
                ALICE.userId(),
                ALICE.displayName(),
                "CUSTOMER",
                Instant.now());
    }

    private AppointmentCancelled cancelled(UUID id) {
        return new AppointmentCancelled(
                "acme",
                claim,
                id,
                ConversationIds.ofAppointment(id),
                "CLM-2026-000007",
                ALICE.userId(),
                ALICE.displayName(),
                "fr",
                AT,
                "Europe/Paris",
                "malade",
                KARIM.userId(),
                KARIM.displayName(),
                "AGENT",
                Instant.now());
    }
}
