/// The journal: a use case changes its state and appends the facts in one transaction; a relay takes them to Kafka;
/// consumers apply each fact once.
///
/// ```text
/// use case ── Journal.append ──▶ journal table ──WAL──▶ Relay (Debezium) ──▶ topic
///                                     └── rows are kept: gap-scan and republish repair what Kafka lost
///    topic ──▶ Subscription ──▶ effect + consumed_event
/// ```
@NullMarked
package dev.parley.journal;

import org.jspecify.annotations.NullMarked;
