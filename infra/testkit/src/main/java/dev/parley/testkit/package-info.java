/// Test support: real servers, people with tokens, probes that look at what a service did, and rules for its code.
///
/// One PostgreSQL and one Kafka per test JVM, started on first use, stopped at its end. Each Spring context gets a
/// database of its own; topics are shared, therefore every test makes its own ids.
@NullMarked
package dev.parley.testkit;

import org.jspecify.annotations.NullMarked;
