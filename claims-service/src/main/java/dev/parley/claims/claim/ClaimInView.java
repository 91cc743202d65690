package dev.parley.claims.claim;

import java.util.UUID;

/// What other features need to know of a claim that the caller may see.
///
/// @param customerName empty while the customer was not met
/// @param customerLocale `fr` or `en`; English while the customer was not met
public record ClaimInView(
        String tenant,
        UUID id,
        String reference,
        UUID customerId,
        String customerName,
        String customerLocale,
        ClaimStatus status) {}
