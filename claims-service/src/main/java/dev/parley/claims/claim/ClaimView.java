package dev.parley.claims.claim;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A claim as clients see it.
///
/// @param conversationId null while the claim is a draft
public record ClaimView(
        UUID id,
        String reference,
        String tenant,
        UUID customerId,
        String customerName,
        String title,
        Category category,
        @Nullable String description,
        ClaimStatus status,
        Priority priority,
        List<String> tags,
        @Nullable UUID assigneeId,
        @Nullable Amount amount,
        JsonNode attributes,
        @Nullable UUID conversationId,
        Instant createdAt,
        @Nullable Instant submittedAt,
        Instant updatedAt,
        long version) {}
