package dev.parley.messaging.property;

import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.ClaimAssigned;
import dev.parley.contracts.claims.ClaimStatusChanged;
import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.messaging.Claims;
import dev.parley.testkit.Cast;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.Topics;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Plays the claims service for people who are not of the cast. Each call returns when its effect is there.
final class ClaimsOwner {
    private static final String REFERENCE = "CLM-2026-000009";

    private final Topics topics;
    private final JournalProbe journal;

    ClaimsOwner(Topics topics, JournalProbe journal) {
        this.topics = topics;
        this.journal = journal;
    }

    /// Returns when everything published before is consumed: behind it comes one more record on each partition.
    void hearAllSoFar() {
        Set<Integer> partitions = new HashSet<>();
        while (partitions.size() < Topic.CLAIM_EVENTS.partitions()) {
            UUID claim = Claims.oldId();
            journal.awaitConsumed(topics.publish(Topic.CLAIM_EVENTS, claim, Claims.opened(claim, Cast.ALICE)));
            topics.read(Topic.CLAIM_EVENTS, claim).forEach(record -> partitions.add(record.partition()));
        }
    }

    UUID submit(Person customer, Consumer<UUID> before) {
        UUID claim = Claims.oldId();
        before.accept(claim);
        journal.awaitConsumed(topics.publish(Topic.CLAIM_EVENTS, claim, submitted(claim, customer, Instant.now())));
        return claim;
    }

    static ClaimSubmitted submitted(UUID claim, Person customer, Instant at) {
        return new ClaimSubmitted(
                customer.like().tenant(),
                claim,
                REFERENCE,
                ConversationIds.ofClaim(claim),
                customer.userId(),
                customer.name(),
                customer.like().locale(),
                "Leak",
                "DAMAGE",
                at);
    }

    void status(UUID claim, Person customer, String status) {
        journal.awaitConsumed(
                topics.publish(Topic.CLAIM_EVENTS, claim, status(claim, customer, status, Instant.now())));
    }

    static ClaimStatusChanged status(UUID claim, Person customer, String status, Instant at) {
        return new ClaimStatusChanged(
                customer.like().tenant(),
                claim,
                REFERENCE,
                customer.userId(),
                ConversationIds.ofClaim(claim),
                null,
                "SUBMITTED",
                status,
                "because",
                new UUID(1, 1),
                "Chloé Bernard",
                "AGENT",
                at);
    }

    void assign(UUID claim, Person customer, @Nullable Person agent) {
        journal.awaitConsumed(
                topics.publish(Topic.CLAIM_EVENTS, claim, assigned(claim, customer, agent, Instant.now())));
    }

    static ClaimAssigned assigned(UUID claim, Person customer, @Nullable Person agent, Instant at) {
        return new ClaimAssigned(
                customer.like().tenant(),
                claim,
                REFERENCE,
                customer.userId(),
                ConversationIds.ofClaim(claim),
                agent == null ? null : agent.userId(),
                agent == null ? null : agent.name(),
                null,
                new UUID(1, 1),
                "Diane Moreau",
                "ADMIN",
                at);
    }
}
