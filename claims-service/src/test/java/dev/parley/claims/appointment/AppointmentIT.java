package dev.parley.claims.appointment;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.claims.ClaimSteps;
import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.claims.AppointmentAnswered;
import dev.parley.contracts.claims.AppointmentCancelled;
import dev.parley.contracts.claims.AppointmentRequested;
import dev.parley.contracts.claims.AppointmentRescheduled;
import dev.parley.contracts.claims.AppointmentScheduled;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest(database = "claims")
class AppointmentIT {
    @Autowired
    Http http;

    @Autowired
    JournalProbe journal;

    @Test
    void isScheduledByStaffAndAnsweredByTheCustomer() {
        UUID claim = ClaimSteps.submitted(http, ALICE);
        Answer made = ClaimSteps.meet(http, CHLOE, claim);
        UUID id = ClaimSteps.idOf(made);
        assertThat(made.json().path("status").asString()).isEqualTo("SCHEDULED");
        assertThat(made.json().path("response").asString()).isEqualTo("NONE");
        assertThat(made.json().path("createdBy").asString())
                .isEqualTo(CHLOE.userId().toString());
        assertThat(made.json().path("conversationId").asString())
                .isEqualTo(ConversationIds.ofAppointment(id).toString());
        assertThat(made.header("ETag")).contains("\"0\"");
        AppointmentScheduled fact =
                journal.of(claim, AppointmentScheduled.class).getFirst();
        assertThat(fact.appointmentId()).isEqualTo(id);
        assertThat(fact.customerLocale()).isEqualTo("fr");
        assertThat(fact.actorRole()).isEqualTo("AGENT");
        assertThat(answer(CHLOE, id, "ACCEPTED").status()).isEqualTo(403);
        Answer accepted = answer(ALICE, id, "ACCEPTED");
        assertThat(accepted.json().path("response").asString()).isEqualTo("ACCEPTED");
        assertThat(answer(ALICE, id, "ACCEPTED").text()).isEqualTo(accepted.text());
        answer(ALICE, id, "DECLINED");
        assertThat(journal.of(claim, AppointmentAnswered.class))
                .extracting(AppointmentAnswered::response)
                .containsExactly("ACCEPTED", "DECLINED");
        assertThat(http.as(ALICE)
                        .get("/api/v1/appointments/" + id)
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("SCHEDULED");
    }

    @Test
    void isRequestedByTheCustomerAndScheduledOnceStaffAccept() {
        UUID claim = ClaimSteps.submitted(http, ALICE);
        Answer made = ClaimSteps.meet(http, ALICE, claim);
        UUID id = ClaimSteps.idOf(made);
        assertThat(made.json().path("status").asString()).isEqualTo("REQUESTED");
        assertThat(journal.of(claim, AppointmentRequested.class)).hasSize(1);
        assertThat(answer(ALICE, id, "ACCEPTED").status()).isEqualTo(403);
        Answer declined = answer(CHLOE, id, "DECLINED");
        assertThat(declined.json().path("status").asString()).isEqualTo("REQUESTED");
        assertThat(declined.json().path("response").asString()).isEqualTo("DECLINED");
        Answer accepted = answer(DIANE, id, "ACCEPTED");
        assertThat(accepted.json().path("status").asString()).isEqualTo("SCHEDULED");
        assertThat(accepted.json().path("response").asString()).isEqualTo("ACCEPTED");
        assertThat(journal.of(claim, AppointmentScheduled.class)).hasSize(1);
        assertThat(journal.of(claim, AppointmentAnswered.class)).hasSize(1);
    }

    @Test
    void losesItsAnswerWhenItIsMovedAndIsThenAnsweredByTheOtherSide() {
        UUID claim = ClaimSteps.submitted(http, ALICE);
        UUID id = ClaimSteps.idOf(ClaimSteps.meet(http, CHLOE, claim));
        answer(ALICE, id, "ACCEPTED");
        Instant later = ClaimSteps.inDays(5);
        Answer moved =
                http.as(ALICE).patch("/api/v1/appointments/" + id, Map.of("startsAt", later, "note", "Ring twice"));
        assertThat(moved.status()).as(moved.toString()).isEqualTo(200);
        assertThat(moved.json().path("response").asString()).isEqualTo("NONE");
        assertThat(moved.json().path("note").asString()).isEqualTo("Ring twice");
        AppointmentRescheduled fact =
                journal.of(claim, AppointmentRescheduled.class).getFirst();
        assertThat(fact.previousStartsAt()).isEqualTo(ClaimSteps.inDays(3));
        assertThat(fact.startsAt()).isEqualTo(later);
        assertThat(answer(ALICE, id, "ACCEPTED").status()).isEqualTo(403);
        assertThat(answer(CHLOE, id, "ACCEPTED").status()).isEqualTo(200);
        Answer same = http.as(ALICE).patch("/api/v1/appointments/" + id, Map.of("startsAt", later));
        assertThat(same.json().path("response").asString()).isEqualTo("ACCEPTED");
        assertThat(journal.of(claim, AppointmentRescheduled.class)).hasSize(1);
    }

    @Test
    void isOverOnceItIsCancelled() {
        UUID claim = ClaimSteps.submitted(http, ALICE);
        UUID id = ClaimSteps.idOf(ClaimSteps.meet(http, CHLOE, claim));
        Http keyed = http.as(ALICE).with("Idempotency-Key", UUID.randomUUID());
        Answer cancelled = keyed.post("/api/v1/appointments/" + id + "/cancel", Map.of("reason", "Ill"));
        assertThat(cancelled.json().path("status").asString()).isEqualTo("CANCELLED");
        assertThat(keyed.post("/api/v1/appointments/" + id + "/cancel", Map.of("reason", "Ill"))
                        .text())
                .isEqualTo(cancelled.text());
        assertThat(journal.of(claim, AppointmentCancelled.class))
                .extracting(AppointmentCancelled::reason)
                .containsExactly("Ill");
        for (Answer late : List.of(
                http.as(CHLOE).post("/api/v1/appointments/" + id + "/cancel"),
                http.as(CHLOE).patch("/api/v1/appointments/" + id, Map.of("place", "Elsewhere")),
                answer(ALICE, id, "ACCEPTED"))) {
            assertThat(late.status()).isEqualTo(409);
            assertThat(late.problem()).isEqualTo("appointment-not-open");
        }
    }

    @Test
    void belongsToAClaimThatIsSubmittedAndNotOver() {
        UUID draft = ClaimSteps.draft(http, ALICE);
        for (Cast person : List.of(ALICE, CHLOE)) {
            Answer early = http.as(person).post("/api/v1/claims/" + draft + "/appointments", ClaimSteps.meeting());
            assertThat(early.problem()).isEqualTo("claim-not-submitted");
        }
        for (String over : List.of("WITHDRAWN", "CLOSED")) {
            UUID claim = ClaimSteps.in(over, http, ALICE, CHLOE);
            Answer late = http.as(ALICE).post("/api/v1/claims/" + claim + "/appointments", ClaimSteps.meeting());
            assertThat(late.status()).isEqualTo(409);
            assertThat(late.problem()).isEqualTo("claim-closed");
        }
        UUID claim = ClaimSteps.submitted(http, ALICE);
        UUID id = ClaimSteps.idOf(ClaimSteps.meet(http, CHLOE, claim));
        http.as(ALICE).post("/api/v1/claims/" + claim + "/withdraw");
        assertThat(answer(ALICE, id, "ACCEPTED").problem()).isEqualTo("claim-closed");
        assertThat(http.as(ALICE)
                        .patch("/api/v1/appointments/" + id, Map.of("place", "Elsewhere"))
                        .problem())
                .isEqualTo("claim-closed");
        assertThat(http.as(CHLOE).post("/api/v1/appointments/" + id + "/cancel").status())
                .isEqualTo(200);
    }

    @Test
    void isMadeOncePerKey() {
        UUID claim = ClaimSteps.submitted(http, ALICE);
        Http keyed = http.as(CHLOE).with("Idempotency-Key", UUID.randomUUID());
        Map<String, Object> meeting = ClaimSteps.meeting();
        Answer first = keyed.post("/api/v1/claims/" + claim + "/appointments", meeting);
        Answer again = keyed.post("/api/v1/claims/" + claim + "/appointments", meeting);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        meeting.put("place", "Elsewhere");
        assertThat(keyed.post("/api/v1/claims/" + claim + "/appointments", meeting)
                        .problem())
                .isEqualTo("idempotency-key-reused");
        assertThat(journal.of(claim, AppointmentScheduled.class)).hasSize(1);
    }

    @Test
    void isListedByItsBeginning() {
        UUID claim = ClaimSteps.submitted(http, ALICE);
        for (int days : List.of(9, 2, 5)) {
            Map<String, Object> meeting = ClaimSteps.meeting();
            meeting.put("startsAt", ClaimSteps.inDays(days).toString());
            http.as(CHLOE).post("/api/v1/claims/" + claim + "/appointments", meeting);
        }
        String path = "/api/v1/claims/" + claim + "/appointments?limit=2";
        Answer first = http.as(ALICE).get(path);
        String cursor = first.json().path("nextCursor").asString();
        Answer second = http.as(ALICE).get(path + "&cursor=" + cursor);
        List<String> starts = new ArrayList<>(starts(first));
        starts.addAll(starts(second));
        assertThat(starts).hasSize(3).isSorted();
        assertThat(second.json().path("nextCursor").isNull()).isTrue();
        UUID other = ClaimSteps.submitted(http, ALICE);
        assertThat(http.as(ALICE)
                        .get("/api/v1/claims/" + other + "/appointments?cursor=" + cursor)
                        .status())
                .isEqualTo(400);
        assertThat(http.as(BRUNO).get(path).status()).isEqualTo(404);
    }

    private static List<String> starts(Answer page) {
        return page.json()
                .path("items")
                .valueStream()
                .map(item -> item.path("startsAt").asString())
                .toList();
    }

    @Test
    void refusesAChangeOfAVersionThatIsGone() throws Exception {
        UUID claim = ClaimSteps.submitted(http, ALICE);
        UUID id = ClaimSteps.idOf(ClaimSteps.meet(http, CHLOE, claim));
        http.as(CHLOE).with("If-Match", "\"0\"").patch("/api/v1/appointments/" + id, Map.of("place", "Here"));
        Http stale = http.as(CHLOE).with("If-Match", "\"0\"");
        Answer late = stale.patch("/api/v1/appointments/" + id, Map.of("place", "There"));
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.problem()).isEqualTo("appointment-changed");
        assertThat(stale.post("/api/v1/appointments/" + id + "/cancel").status())
                .isEqualTo(412);
        assertThat(http.as(CHLOE)
                        .with("If-Match", "0")
                        .post("/api/v1/appointments/" + id + "/cancel")
                        .status())
                .isEqualTo(400);
        List<Callable<Integer>> changes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String place = "Place " + i;
            changes.add(() -> http.as(CHLOE)
                    .patch("/api/v1/appointments/" + id, Map.of("place", place))
                    .status());
        }
        int facts = journal.of(claim).size();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : threads.invokeAll(changes)) {
                statuses.add(answer.get());
            }
        }
        assertThat(statuses).contains(200).isSubsetOf(200, 412);
        assertThat(journal.of(claim))
                .hasSize(facts
                        + (int) statuses.stream()
                                .filter(status -> status == 200)
                                .count());
    }

    @Test
    void leavesAsACalendarFileInTheReadersLanguage() {
        UUID claim = ClaimSteps.submitted(http, BRUNO);
        UUID id = ClaimSteps.idOf(ClaimSteps.meet(http, CHLOE, claim));
        Answer english = http.as(BRUNO).with("Accept", "text/html").get("/api/v1/appointments/" + id + ".ics");
        assertThat(english.status()).as(english.toString()).isEqualTo(200);
        assertThat(english.header("Content-Type").orElseThrow()).isEqualToIgnoringCase("text/calendar;charset=utf-8");
        assertThat(english.text()).contains("SUMMARY:Appointment: claim CLM-", "STATUS:CONFIRMED", "METHOD:PUBLISH");
        Answer french = http.as(CHLOE).get("/api/v1/appointments/" + id + ".ics");
        assertThat(french.text()).contains("SUMMARY:Rendez-vous : dossier CLM-", "SEQUENCE:0\r\n");
        http.as(CHLOE).post("/api/v1/appointments/" + id + "/cancel");
        assertThat(http.as(BRUNO).get("/api/v1/appointments/" + id + ".ics").text())
                .contains("METHOD:CANCEL\r\n", "STATUS:CANCELLED\r\n", "SEQUENCE:1\r\n");
        assertThat(http.as(ALICE).get("/api/v1/appointments/" + id + ".ics").status())
                .isEqualTo(404);
    }

    private Answer answer(Cast person, UUID id, String response) {
        return http.as(person).put("/api/v1/appointments/" + id + "/response", Map.of("response", response));
    }
}
