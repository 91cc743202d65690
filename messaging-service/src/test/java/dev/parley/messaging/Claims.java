package dev.parley.messaging;

import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.ClaimAssigned;
import dev.parley.contracts.claims.ClaimOpened;
import dev.parley.contracts.claims.ClaimStatusChanged;
import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.Topics;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Plays the claims service: its events are all that messaging knows of it.
public final class Claims {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Topics topics;
    private final JournalProbe journal;

    public Claims(Topics topics, JournalProbe journal) {
        this.topics = topics;
        this.journal = journal;
    }

    /// A claim of `customer` whose conversation is open.
    public UUID submittedBy(Cast customer) {
        return submittedBy(customer, newId());
    }

    public UUID submittedBy(Cast customer, UUID claim) {
        journal.awaitConsumed(topics.publish(Topic.CLAIM_EVENTS, claim, opened(claim, customer)));
        journal.awaitConsumed(topics.publish(Topic.CLAIM_EVENTS, claim, submitted(claim, customer)));
        return claim;
    }

    /// Ids of now are young: requests about them wait for their event.
    public static UUID newId() {
        long time = System.currentTimeMillis();
        return new UUID(
                time << 16 | 0x7000L | RANDOM.nextInt(0x1000), 0x8000_0000_0000_0000L | RANDOM.nextLong() >>> 2);
    }

    /// Nothing about an id of last year can still be on its way.
    public static UUID oldId() {
        return new UUID(0x0190_0000_0000_0000L | 0x7000L, 0x8000_0000_0000_0000L | RANDOM.nextLong() >>> 2);
    }

    public static ClaimOpened opened(UUID claim, Cast customer) {
        return new ClaimOpened(
                customer.tenant(),
                claim,
                "CLM-2026-000007",
                customer.userId(),
                customer.displayName(),
                "Leak",
                "DAMAGE",
                Instant.now(),
                null,
                null,
                null);
    }

    public static ClaimSubmitted submitted(UUID claim, Cast customer) {
        return new ClaimSubmitted(
                customer.tenant(),
                claim,
                "CLM-2026-000007",
                ConversationIds.ofClaim(claim),
                customer.userId(),
                customer.displayName(),
                customer.locale(),
                "Leak",
                "DAMAGE",
                Instant.now());
    }

    /// A message in the claim, which must be taken.
    public static Answer say(Http http, Cast who, UUID claim, String body) {
        return say(http, who, claim, body, UUID.randomUUID(), Map.of());
    }

    public static Answer say(Http http, Cast who, UUID claim, String body, UUID key, Map<String, Object> more) {
        Map<String, Object> request = new HashMap<>(more);
        request.put("claimId", claim);
        request.put("body", body);
        Answer answer = http.as(who).with("Idempotency-Key", key).post("/api/v1/messages", request);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer;
    }

    /// Publishes an event of the claim and waits until messaging has dealt with it.
    public void tell(UUID claim, DomainEvent event) {
        journal.awaitConsumed(topics.publish(Topic.CLAIM_EVENTS, claim, event));
    }

    public void assign(UUID claim, Cast customer, Cast agent) {
        tell(
                claim,
                new ClaimAssigned(
                        customer.tenant(),
                        claim,
                        "CLM-2026-000007",
                        customer.userId(),
                        ConversationIds.ofClaim(claim),
                        agent.userId(),
                        agent.displayName(),
                        null,
                        DIANE.userId(),
                        DIANE.displayName(),
                        DIANE.role(),
                        Instant.now()));
    }

    public void move(UUID claim, Cast customer, String from, String to) {
        tell(claim, moved(claim, customer, from, to, Instant.now()));
    }

    public static ClaimStatusChanged moved(UUID claim, Cast customer, String from, String to, Instant at) {
        return new ClaimStatusChanged(
                customer.tenant(),
                claim,
                "CLM-2026-000007",
                customer.userId(),
                ConversationIds.ofClaim(claim),
                null,
                from,
                to,
                "because",
                CHLOE.userId(),
                CHLOE.displayName(),
                CHLOE.role(),
                at);
    }
}
