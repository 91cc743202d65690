/// Who the people are, as far as this service has met them: names for answers and facts, the language of a customer,
/// whether somebody can be responsible for a claim.
///
/// Table: `person` (one row per person), from `profile.seen.v1` and from the callers of writes. Nothing waits for it:
/// whom this service has not met simply has no name yet.
@NullMarked
package dev.parley.claims.person;

import org.jspecify.annotations.NullMarked;
