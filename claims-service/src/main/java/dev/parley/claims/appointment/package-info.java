/// Meetings about a claim: scheduled by staff, requested by the customer, moved, cancelled, answered by the other side.
///
/// Table: `appointment` (one row each, optimistic `version`). States: `REQUESTED → SCHEDULED → CANCELLED`,
/// see [Appointment]. Invariants: the instant is what is kept, the zone says how it is read; whoever named
/// the present terms does not answer them; new terms void the former answer; each change is one fact, keyed
/// by the claim, appended while the claim's row is held, so that a claim's facts keep one order.
@NullMarked
package dev.parley.claims.appointment;

import org.jspecify.annotations.NullMarked;
