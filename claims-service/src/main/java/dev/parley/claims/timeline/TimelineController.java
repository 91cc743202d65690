package dev.parley.claims.timeline;

import dev.parley.claims.claim.ClaimInView;
import dev.parley.claims.claim.VisibleClaims;
import dev.parley.web.Caller;
import dev.parley.web.Cursors;
import dev.parley.web.Page;
import dev.parley.web.PageLimit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TimelineController {
    private static final int DEFAULT_LIMIT = 20;

    private final VisibleClaims claims;
    private final Timeline timeline;
    private final Cursors cursors;

    TimelineController(VisibleClaims claims, Timeline timeline, Cursors cursors) {
        this.claims = claims;
        this.timeline = timeline;
        this.cursors = cursors;
    }

    @GetMapping("/api/v1/claims/{id}/timeline")
    @Transactional(readOnly = true)
    public Page<TimelineItem> list(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = PageLimit.of(limit, DEFAULT_LIMIT);
        ClaimInView claim = claims.get(caller, id);
        String list = "timeline " + id;
        UUID after = cursor == null ? null : UUID.fromString(cursors.verify(caller, list, cursor));
        return Page.of(
                timeline.page(claim, after, size + 1),
                size,
                last -> cursors.sign(caller, list, last.id().toString()));
    }
}
