/// A claim from draft to submission: state machine ([ClaimStatus]), aggregate ([Claim]), one use case per verb.
///
/// Tables: `claim` (one row each, optimistic `version`), `claim_number` (last number given per tenant and year).
/// Invariants: only the customer edits and submits a draft; each change appends its fact in the same transaction; the
/// conversation id is known from the submission on because it follows from the claim id.
@NullMarked
package dev.parley.claims.claim;

import org.jspecify.annotations.NullMarked;
