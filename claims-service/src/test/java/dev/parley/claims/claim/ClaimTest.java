package dev.parley.claims.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.web.Caller;
import dev.parley.web.Role;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ClaimTest {
    private static final Instant MORNING = Instant.parse("2026-03-02T09:00:00Z");
    private static final Caller ALICE =
            new Caller(new UUID(0, 1), "acme", Role.CUSTOMER, "Alice Martin", "alice@acme.test", "fr");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ClaimContent LEAK = new ClaimContent("Leak", Category.DAMAGE, null, null, "{}");

    private final Claim claim = new Claim(
            UUID.fromString("0190a5c0-7b3c-7d11-8a51-000000000001"),
            "CLM-2026-000001",
            new Claim.Customer("acme", ALICE.userId(), ""),
            LEAK,
            MORNING);

    @Test
    void saysWhatHappenedWhenItIsSubmitted() {
        ClaimSubmitted submitted = claim.submit(ALICE, MORNING.plusSeconds(60));
        assertThat(submitted.conversationId()).isEqualTo(ConversationIds.ofClaim(claim.id()));
        assertThat(submitted.customerLocale()).isEqualTo("fr");
        assertThat(submitted.customerName()).isEqualTo("Alice Martin");
        assertThat(submitted.submittedAt()).isEqualTo(MORNING.plusSeconds(60));
    }

    @Test
    void isSubmittedOnce() {
        claim.submit(ALICE, MORNING);
        assertThatThrownBy(() -> claim.submit(ALICE, MORNING)).isInstanceOf(TransitionNotAllowed.class);
    }

    @Test
    void keepsItsContentOnceSubmitted() {
        claim.edit(new ClaimContent("Big leak", Category.DAMAGE, "All wet", null, "{}"), JSON, MORNING);
        claim.submit(ALICE, MORNING);
        assertThatThrownBy(() -> claim.edit(LEAK, JSON, MORNING)).isInstanceOf(ClaimNotEditable.class);
        assertThat(claim.content().title()).isEqualTo("Big leak");
    }
}
