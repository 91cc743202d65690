/// Messages in quantity, for measuring: written straight into messaging's database, with everything that a message
/// brings along in real life, in the order of time, as if years of work lay behind.
///
/// It stands in for messaging-service, whose tables and events these are; [Invariants] says what must hold afterwards.
/// Kafka does not hear of it ([QuietPublication]), so the other services know nothing of these conversations.
@NullMarked
package dev.parley.localstack.fill;

import org.jspecify.annotations.NullMarked;
