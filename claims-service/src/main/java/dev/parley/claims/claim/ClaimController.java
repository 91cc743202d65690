package dev.parley.claims.claim;

import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import dev.parley.web.IdempotencyKeys;
import dev.parley.web.InputCheck;
import dev.parley.web.InvalidInput;
import dev.parley.web.NotFound;
import java.util.Arrays;
import java.util.List;
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
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Claims over HTTP. Customers see their own, staff those of their tenant; anything else is 404.
@RestController
@RequestMapping("/api/v1/claims")
class ClaimController {
    private static final int MOST_REASON = 1_000;
    private static final int UUID_LENGTH = 36;

    private final OpenClaim openClaim;
    private final EditClaim editClaim;
    private final SubmitClaim submitClaim;
    private final WithdrawClaim withdrawClaim;
    private final MoveClaim moveClaim;
    private final AssignClaim assignClaim;
    private final ClaimRepository claims;
    private final IdempotencyKeys once;
    private final JsonMapper json;

    ClaimController(
            OpenClaim openClaim,
            EditClaim editClaim,
            SubmitClaim submitClaim,
            WithdrawClaim withdrawClaim,
            MoveClaim moveClaim,
            AssignClaim assignClaim,
            ClaimRepository claims,
            IdempotencyKeys once,
            JsonMapper json) {
        this.openClaim = openClaim;
        this.editClaim = editClaim;
        this.submitClaim = submitClaim;
        this.withdrawClaim = withdrawClaim;
        this.moveClaim = moveClaim;
        this.assignClaim = assignClaim;
        this.claims = claims;
        this.once = once;
        this.json = json;
    }

    /// The body of `POST /claims`.
    ///
    /// @param customerId whose claim it is, given by staff only
    record NewClaim(
            @Nullable String title,
            @Nullable Category category,
            @Nullable String description,
            @Nullable Amount amount,
            @Nullable JsonNode attributes,
            @Nullable UUID customerId) {
        ClaimContent checked() {
            InputCheck input = new InputCheck();
            String checkedTitle = input.text("title", title, ClaimContent.MOST_TITLE);
            Category checkedCategory = input.required("category", category, Category.OTHER);
            String checkedDescription = input.optionalText("description", description, ClaimContent.MOST_DESCRIPTION);
            Amount.check(amount, input);
            String checkedAttributes = ClaimContent.attributes(attributes, input);
            input.done();
            return new ClaimContent(checkedTitle, checkedCategory, checkedDescription, amount, checkedAttributes);
        }
    }

    @PostMapping
    ResponseEntity<ClaimView> open(
            Caller caller,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
            @RequestBody NewClaim request) {
        ClaimContent content = request.checked();
        UUID customerId = customerOf(caller, request.customerId());
        return tagged(once.once(
                caller,
                key,
                Arrays.asList("POST /claims", customerId, content),
                HttpStatus.CREATED,
                ClaimView.class,
                () -> openClaim.by(caller, customerId, content).view(json)));
    }

    private static UUID customerOf(Caller caller, @Nullable UUID named) {
        if (!caller.isStaff()) {
            if (named != null && !named.equals(caller.userId())) {
                throw new Forbidden("A customer opens claims for themselves only.");
            }
            return caller.userId();
        }
        if (named == null) {
            throw InvalidInput.of("customerId", "is required when staff open a claim");
        }
        return named;
    }

    @GetMapping("/{id}")
    @Transactional(readOnly = true)
    public ResponseEntity<ClaimView> get(Caller caller, @PathVariable UUID id) {
        Claim claim = claims.findByTenantAndId(caller.tenant(), id)
                .filter(found -> caller.isStaff() || found.isOf(caller))
                .orElseThrow(NotFound::new);
        return tagged(ResponseEntity.ok(claim.view(json)));
    }

    @PatchMapping("/{id}")
    ResponseEntity<ClaimView> edit(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody ClaimEdit edit) {
        IfMatch seen = IfMatch.of(ifMatch);
        ClaimEdit checked = edit.checked();
        return orLostRace(
                () -> ResponseEntity.ok(editClaim.by(caller, id, seen, checked).view(json)));
    }

    @PostMapping("/{id}/submit")
    ResponseEntity<ClaimView> submit(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        IfMatch seen = IfMatch.of(ifMatch);
        return orLostRace(() -> once.once(
                caller,
                key,
                List.of("POST /claims/submit", id),
                HttpStatus.OK,
                ClaimView.class,
                () -> submitClaim.by(caller, id, seen).view(json)));
    }

    /// The optional body of `POST /claims/{id}/withdraw`.
    record Withdrawal(@Nullable String reason) {}

    @PostMapping("/{id}/withdraw")
    ResponseEntity<ClaimView> withdraw(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody(required = false) @Nullable Withdrawal body) {
        IfMatch seen = IfMatch.of(ifMatch);
        InputCheck input = new InputCheck();
        String reason = body == null ? null : input.optionalText("reason", body.reason(), MOST_REASON);
        input.done();
        return orLostRace(() -> once.once(
                caller,
                key,
                Arrays.asList("POST /claims/withdraw", id, reason),
                HttpStatus.OK,
                ClaimView.class,
                () -> withdrawClaim.by(caller, id, seen, reason).view(json)));
    }

    /// The body of `PUT /claims/{id}/status`.
    record NewStatus(@Nullable ClaimStatus status, @Nullable String reason) {}

    @PutMapping("/{id}/status")
    ResponseEntity<ClaimView> move(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody NewStatus body) {
        IfMatch seen = IfMatch.of(ifMatch);
        InputCheck input = new InputCheck();
        ClaimStatus wanted = input.required("status", body.status(), ClaimStatus.DRAFT);
        String reason = input.text("reason", body.reason(), MOST_REASON);
        input.done();
        return orLostRace(() ->
                ResponseEntity.ok(moveClaim.to(wanted, reason, caller, id, seen).view(json)));
    }

    /// The body of `PUT /claims/{id}/assignee`.
    ///
    /// @param userId JSON null takes the assignee away; absent is refused, since it may be a misspelling
    record NewAssignee(@Nullable JsonNode userId) {
        @Nullable UUID checked() {
            if (userId == null) {
                throw InvalidInput.of("userId", "is required; null takes the assignee away");
            }
            return userId.isNull() ? null : uuid(userId);
        }

        private static UUID uuid(JsonNode node) {
            try {
                if (node.isString() && node.stringValue().length() == UUID_LENGTH) {
                    return UUID.fromString(node.stringValue());
                }
            } catch (IllegalArgumentException notOne) {
                throw InvalidInput.of("userId", "must be a UUID or null");
            }
            throw InvalidInput.of("userId", "must be a UUID or null");
        }
    }

    @PutMapping("/{id}/assignee")
    ResponseEntity<ClaimView> assign(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody NewAssignee body) {
        IfMatch seen = IfMatch.of(ifMatch);
        UUID assignee = body.checked();
        return orLostRace(() ->
                ResponseEntity.ok(assignClaim.to(assignee, caller, id, seen).view(json)));
    }

    /// Two changes at once: the second finds the version gone when it writes.
    private static ResponseEntity<ClaimView> orLostRace(Supplier<ResponseEntity<ClaimView>> change) {
        try {
            return tagged(change.get());
        } catch (OptimisticLockingFailureException lostRace) {
            throw new ClaimChanged();
        }
    }

    private static ResponseEntity<ClaimView> tagged(ResponseEntity<ClaimView> answer) {
        ClaimView claim = answer.getBody();
        if (claim == null) {
            return answer;
        }
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .eTag("\"" + claim.version() + "\"")
                .body(claim);
    }
}
