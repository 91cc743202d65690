/// One Kafka broker (KRaft, broker and controller in one) for the local stack and for tests.
///
/// [dev.parley.localstack.kafka.KafkaBroker] runs inside a test's JVM or, through its `main`, in a JVM of
/// its own, which is what a fault test needs to kill. Data is kept between starts. Topics are never made by
/// a typing error: automatic creation is off, [dev.parley.localstack.kafka.Topics] makes those of the
/// catalogue.
@NullMarked
package dev.parley.localstack.kafka;

import org.jspecify.annotations.NullMarked;
