package dev.parley.claims.listing;

import dev.parley.claims.claim.ClaimView;
import dev.parley.web.Caller;
import dev.parley.web.Cursors;
import dev.parley.web.Page;
import dev.parley.web.PageLimit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /claims`. Customers get their own, staff those of their tenant.
@RestController
class ClaimListController {
    private static final int DEFAULT_LIMIT = 20;

    private final ListClaims claims;
    private final Cursors cursors;

    ClaimListController(ListClaims claims, Cursors cursors) {
        this.claims = claims;
        this.cursors = cursors;
    }

    @GetMapping("/api/v1/claims")
    @Transactional(readOnly = true)
    public Page<ClaimView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable List<String> status,
            @RequestParam(required = false) @Nullable String assigneeId,
            @RequestParam(required = false) @Nullable UUID customerId,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = PageLimit.of(limit, DEFAULT_LIMIT);
        ClaimSort order = ClaimSort.of(sort);
        ClaimFilter filter =
                ClaimFilter.of(caller, new ClaimFilter.Parameters(status, assigneeId, customerId, q, from, to));
        String list = "claims " + order + ' ' + filter;
        ClaimSort.Position after = cursor == null ? null : order.position(cursors.verify(caller, list, cursor));
        Page<ListClaims.Row> page = Page.of(
                claims.page(caller.tenant(), filter, order, after, size + 1),
                size,
                last -> cursors.sign(caller, list, last.position().text()));
        return new Page<>(page.items().stream().map(ListClaims.Row::claim).toList(), page.nextCursor());
    }
}
