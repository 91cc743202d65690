package dev.parley.claims.appointment;

import dev.parley.claims.claim.IfMatch;
import dev.parley.claims.claim.VisibleClaims;
import dev.parley.web.Caller;
import dev.parley.web.Cursors;
import dev.parley.web.IdempotencyKeys;
import dev.parley.web.InputCheck;
import dev.parley.web.InvalidInput;
import dev.parley.web.NotFound;
import dev.parley.web.Page;
import dev.parley.web.PageLimit;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Appointments over HTTP. Who may see the claim may see and change its appointments; anything else is 404.
@RestController
@RequestMapping("/api/v1")
class AppointmentController {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MOST_REASON = 1_000;
    private static final UUID FIRST = new UUID(0, 0);

    private final MakeAppointment makeAppointment;
    private final ChangeAppointment changeAppointment;
    private final Appointments appointments;
    private final VisibleClaims claims;
    private final IdempotencyKeys once;
    private final Cursors cursors;

    AppointmentController(
            MakeAppointment makeAppointment,
            ChangeAppointment changeAppointment,
            Appointments appointments,
            VisibleClaims claims,
            IdempotencyKeys once,
            Cursors cursors) {
        this.makeAppointment = makeAppointment;
        this.changeAppointment = changeAppointment;
        this.appointments = appointments;
        this.claims = claims;
        this.once = once;
        this.cursors = cursors;
    }

    @PostMapping("/claims/{claimId}/appointments")
    ResponseEntity<AppointmentView> make(
            Caller caller,
            @PathVariable UUID claimId,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
            @RequestBody NewAppointment body) {
        Terms terms = body.checked();
        return tagged(once.once(
                caller,
                key,
                Arrays.asList("POST /claims/appointments", claimId, terms),
                HttpStatus.CREATED,
                AppointmentView.class,
                () -> makeAppointment.about(claimId, caller, terms).view()));
    }

    @GetMapping("/claims/{claimId}/appointments")
    @Transactional(readOnly = true)
    public Page<AppointmentView> list(
            Caller caller,
            @PathVariable UUID claimId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = PageLimit.of(limit, DEFAULT_LIMIT);
        claims.get(caller, claimId);
        String list = "appointments " + claimId;
        String[] after = cursor == null
                ? new String[] {Instant.EPOCH.toString(), FIRST.toString()}
                : cursors.verify(caller, list, cursor).split("\\|", 2);
        return Page.of(
                appointments.page(caller, claimId, Instant.parse(after[0]), UUID.fromString(after[1]), size + 1),
                size,
                last -> cursors.sign(caller, list, last.startsAt() + "|" + last.id()));
    }

    @GetMapping("/appointments/{id}")
    @Transactional(readOnly = true)
    public ResponseEntity<AppointmentView> get(Caller caller, @PathVariable UUID id) {
        return tagged(ResponseEntity.ok(
                appointments.find(caller, id).orElseThrow(NotFound::new).appointment()));
    }

    /// Whatever the client accepts: a link in a page is followed with the headers of a page.
    @GetMapping("/appointments/{id}.ics")
    @Transactional(readOnly = true)
    public ResponseEntity<byte[]> calendarFile(Caller caller, @PathVariable UUID id) {
        Appointments.Found found = appointments.find(caller, id).orElseThrow(NotFound::new);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/calendar; charset=utf-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + found.claimReference() + ".ics\"")
                .header("X-Content-Type-Options", "nosniff")
                .eTag(eTag(found.appointment()))
                .body(CalendarFile.of(found.appointment(), found.claimReference(), caller.locale()));
    }

    @PatchMapping("/appointments/{id}")
    ResponseEntity<AppointmentView> reschedule(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody AppointmentEdit body) {
        IfMatch seen = IfMatch.of(ifMatch);
        AppointmentEdit.Checked edit = body.checked();
        return orLostRace(() -> ResponseEntity.ok(
                changeAppointment.reschedule(id, caller, seen, edit).view()));
    }

    /// The optional body of `POST /appointments/{id}/cancel`.
    record Cancellation(@Nullable String reason) {}

    @PostMapping("/appointments/{id}/cancel")
    ResponseEntity<AppointmentView> cancel(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody(required = false) @Nullable Cancellation body) {
        IfMatch seen = IfMatch.of(ifMatch);
        InputCheck input = new InputCheck();
        String reason = body == null ? null : input.optionalText("reason", body.reason(), MOST_REASON);
        input.done();
        return orLostRace(() -> once.once(
                caller,
                key,
                Arrays.asList("POST /appointments/cancel", id, reason),
                HttpStatus.OK,
                AppointmentView.class,
                () -> changeAppointment.cancel(id, caller, seen, reason).view()));
    }

    /// The body of `PUT /appointments/{id}/response`.
    record Answer(@Nullable Response response) {}

    @PutMapping("/appointments/{id}/response")
    ResponseEntity<AppointmentView> answer(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Answer body) {
        IfMatch seen = IfMatch.of(ifMatch);
        Response response = body.response();
        if (response == null || response == Response.NONE) {
            throw InvalidInput.of("response", "must be ACCEPTED or DECLINED");
        }
        return orLostRace(() -> ResponseEntity.ok(
                changeAppointment.answer(id, caller, seen, response).view()));
    }

    /// Two changes at once: the second finds the version gone when it writes.
    private static ResponseEntity<AppointmentView> orLostRace(Supplier<ResponseEntity<AppointmentView>> change) {
        try {
            return tagged(change.get());
        } catch (OptimisticLockingFailureException lostRace) {
            throw new AppointmentChanged();
        }
    }

    private static ResponseEntity<AppointmentView> tagged(ResponseEntity<AppointmentView> answer) {
        AppointmentView appointment = answer.getBody();
        if (appointment == null) {
            return answer;
        }
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .eTag(eTag(appointment))
                .body(appointment);
    }

    private static String eTag(AppointmentView appointment) {
        return "\"" + appointment.version() + "\"";
    }
}
