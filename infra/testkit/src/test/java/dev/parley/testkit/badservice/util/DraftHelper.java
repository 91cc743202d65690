package dev.parley.testkit.badservice.util;

import dev.parley.contracts.claims.ClaimOpened;
import java.time.Instant;
import java.util.UUID;

class DraftHelper {
    ClaimOpened wrong() {
        UUID id = UUID.randomUUID();
        return new ClaimOpened(
                "acme", id, "A-1", id, "Alice Martin", "title", "OTHER", Instant.now(), null, null, null);
    }
}
