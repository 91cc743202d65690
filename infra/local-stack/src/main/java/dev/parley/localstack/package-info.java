/// The launcher behind `./parley`: starts PostgreSQL, Kafka, the development sign-in and the services as processes,
/// watches them and restarts what ends.
@NullMarked
package dev.parley.localstack;

import org.jspecify.annotations.NullMarked;
