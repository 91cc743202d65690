/// Takes the journal to Kafka, and repairs what Kafka lost.
///
/// ```text
/// journal row ──WAL──▶ slot <database>_relay ──▶ Relay (embedded Debezium) ──▶ topic
///                                                       └─▶ relay_offset: how far we came
/// ```
/// Invariants:
/// - committed ⇔ published: the slot is older than the first row, and moves only after Kafka acknowledged everything
///   before it. A kill repeats some records and loses none;
/// - one relay per database: the slot is the lock, other replicas stand by;
/// - a slot that was lost (dropped, invalidated, made anew by someone) stops the relay and turns readiness
///   down, because going on would hide a gap. [dev.parley.journal.relay.RepairEndpoint] makes a new one and
///   republishes the gap;
/// - a database or a broker that is away is waited for, with growing pauses, for ever.
@NullMarked
package dev.parley.journal.relay;

import org.jspecify.annotations.NullMarked;
