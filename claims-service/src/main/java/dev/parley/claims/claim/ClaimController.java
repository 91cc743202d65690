package dev.parley.claims.claim;

import dev.parley.web.Caller;
import dev.parley.web.Cursors;
import dev.parley.web.Forbidden;
import dev.parley.web.IdempotencyKeys;
import dev.parley.web.InputCheck;
import dev.parley.web.InvalidInput;
import dev.parley.web.NotFound;
import dev.parley.web.Page;
import dev.parley.web.PageLimit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Claims over HTTP. Customers see their own, staff those of their tenant; anything else is 404.
@RestController
@RequestMapping("/api/v1/claims")
class ClaimController {
    private static final int DEFAULT_LIMIT = 20;
    private static final UUID NEWEST = new UUID(-1L, -1L);

    private final OpenClaim openClaim;
    private final EditClaim editClaim;
    private final SubmitClaim submitClaim;
    private final ClaimRepository claims;
    private final IdempotencyKeys once;
    private final Cursors cursors;
    private final JsonMapper json;

    ClaimController(
            OpenClaim openClaim,
            EditClaim editClaim,
            SubmitClaim submitClaim,
            ClaimRepository claims,
            IdempotencyKeys once,
            Cursors cursors,
            JsonMapper json) {
        this.openClaim = openClaim;
        this.editClaim = editClaim;
        this.submitClaim = submitClaim;
        this.claims = claims;
        this.once = once;
        this.cursors = cursors;
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

    @GetMapping
    @Transactional(readOnly = true)
    public Page<ClaimView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable ClaimStatus status,
            @RequestParam(required = false) @Nullable UUID customerId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = PageLimit.of(limit, DEFAULT_LIMIT);
        UUID whose = caller.isStaff() ? customerId : caller.userId();
        String list = "claims " + status + ' ' + whose;
        UUID before = cursor == null ? NEWEST : UUID.fromString(cursors.verify(caller, list, cursor));
        List<ClaimView> rows = claims.page(caller.tenant(), whose, status, before, Limit.of(size + 1)).stream()
                .map(claim -> claim.view(json))
                .toList();
        return Page.of(rows, size, last -> cursors.sign(caller, list, last.id().toString()));
    }

    @GetMapping("/{id}")
    @Transactional(readOnly = true)
    public ResponseEntity<ClaimView> get(Caller caller, @PathVariable UUID id) {
        return tagged(ResponseEntity.ok(visible(caller, id).view(json)));
    }

    @PatchMapping("/{id}")
    ResponseEntity<ClaimView> edit(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody ClaimEdit edit) {
        return tagged(ResponseEntity.ok(
                editClaim.by(caller, id, version(ifMatch), edit.checked()).view(json)));
    }

    @PostMapping("/{id}/submit")
    ResponseEntity<ClaimView> submit(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key) {
        return orLostRace(() -> once.once(
                caller,
                key,
                List.of("POST /claims/submit", id),
                HttpStatus.OK,
                ClaimView.class,
                () -> submitClaim.by(caller, id).view(json)));
    }

    /// Two changes at once: the second finds the version gone when it commits.
    private static ResponseEntity<ClaimView> orLostRace(Supplier<ResponseEntity<ClaimView>> change) {
        try {
            return tagged(change.get());
        } catch (OptimisticLockingFailureException lostRace) {
            throw new ClaimChanged();
        }
    }

    private Claim visible(Caller caller, UUID id) {
        return claims.findByTenantAndId(caller.tenant(), id)
                .filter(claim -> caller.isStaff() || claim.isOf(caller))
                .orElseThrow(NotFound::new);
    }

    private static @Nullable Long version(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        String digits = ifMatch.replace("W/", "").replace("\"", "");
        if (!digits.matches("\\d{1,18}")) {
            throw new ClaimChanged();
        }
        return Long.valueOf(digits);
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
