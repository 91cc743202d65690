/// A claim from draft to its end: state machine ([ClaimStatus]), aggregate ([Claim]), one use case per verb.
///
/// Tables: `claim` (one row each, optimistic `version`), `claim_number` (last number given per tenant and
/// year). Invariants: the content is edited while it is a draft and no longer; each change appends exactly
/// one fact in the same transaction, and what changes nothing appends none; the conversation id is known
/// from the submission on because it follows from the claim id. Other features come through
/// [VisibleClaims].
@NullMarked
package dev.parley.claims.claim;

import org.jspecify.annotations.NullMarked;
